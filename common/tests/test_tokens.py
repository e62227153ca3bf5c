from common.tokens import HASH_LENGTH, hash_token, make_token


def test_a_token_is_known_by_its_hash_alone():
    assert len(hash_token("a")) == HASH_LENGTH
    assert hash_token("a") == hash_token("a")
    assert hash_token("a") != hash_token("b")


def test_no_token_comes_twice_and_each_fits_an_address():
    tokens = {make_token() for _ in range(50)}
    assert len(tokens) == 50
    assert {len(token) for token in tokens} == {43}
    assert all(token.replace("-", "").replace("_", "").isalnum() for token in tokens)

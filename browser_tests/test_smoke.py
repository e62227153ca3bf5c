import pytest

WIDTHS = [360, 768, 1600]


@pytest.mark.parametrize("color_scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/", "/accounts/login/", "/accounts/signup/"])
def test_a_guest_sees_accessible_pages(new_page, assert_accessible, path, color_scheme):
    page = new_page(color_scheme=color_scheme)
    response = page.goto(path)
    assert response.status == 200
    assert page.locator("h1").count() == 1
    assert_accessible(page)


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_is_wider_than_the_window(new_page, width):
    page = new_page(viewport={"width": width, "height": 800})
    page.goto("/")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_site_works_without_javascript(new_page):
    page = new_page(java_script_enabled=False)
    page.goto("/")
    assert page.locator("main#main").is_visible()


def test_a_member_is_greeted_at_home(new_page, sign_in, assert_accessible, django_user_model):
    member = django_user_model.objects.create_user("robin@example.org", "fire-and-story")
    page = new_page()
    sign_in(page, member)
    response = page.goto("/")
    assert response.status == 200
    assert_accessible(page)


def test_the_policy_refuses_an_inline_script(new_page):
    page = new_page()
    page.goto("/healthz")
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'),"
        " {textContent: 'window.ran = true'}))"
    )
    assert page.evaluate("window.ran") is None
    assert [c for c in new_page.complaints if c.startswith("policy: script-src-elem")]
    new_page.complaints.clear()

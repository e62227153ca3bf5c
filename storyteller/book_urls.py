"""The book and its files, below the address of a storyteller."""

from django.urls import path

from storyteller.views import book

urlpatterns = [
    path("book/", book.book, name="book"),
    path("book/covers/<uuid:story>/", book.cover, name="book_cover"),
    path("book/files/<uuid:export>/", book.book_file, name="book_file"),
    path("book/files/<uuid:export>/take/", book.take_book, name="take_book"),
    path("book/files/<uuid:export>/again/", book.make_again, name="make_book_again"),
    path("book/files/<uuid:export>/link/", book.give_link, name="give_book_link"),
    path("book/files/<uuid:export>/mail/", book.mail_book, name="mail_book"),
    path("book/links/<uuid:link>/take-back/", book.take_link_back, name="take_book_link_back"),
]

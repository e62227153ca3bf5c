"""The book and its files, below the address of a storyteller."""

urlpatterns = []

from django.contrib.auth.management.commands import createsuperuser


class Command(createsuperuser.Command):
    # The address is unique by an expression, which Django's command does not look for.
    username_is_unique = True

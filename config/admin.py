from django.contrib.admin.apps import AdminConfig


class FiresideAdminConfig(AdminConfig):
    pass

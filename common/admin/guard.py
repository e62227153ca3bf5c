from django.contrib import messages
from django.contrib.messages.storage import default_storage
from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, router, transaction
from django.http import HttpResponseRedirect

from common.admin.references import Deletion
from common.admin.refusals import explain

REFUSALS = (IntegrityError, DataError)


class GuardedAdmin:
    """Says what the database refuses, and why, where Django's admin would answer 500.

    What validation saw beforehand is shown by the field. The rest, another person being faster
    for example, comes to light while saving or only at the end of the transaction.
    """

    delete_confirmation_template = "admin/room/delete_confirmation.html"
    delete_selected_confirmation_template = "admin/room/delete_selected_confirmation.html"

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except REFUSALS as error:
            _forget_success(request)
            # Shown once more as it was typed, with the reason above it.
            request.refusal = explain(error, self.opts.apps)
            return super().changeform_view(request, object_id, form_url, extra_context)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        refusal = getattr(request, "refusal", None)
        if not refusal:
            return form

        class RefusedForm(form):
            def clean(self):
                super().clean()
                raise ValidationError(refusal)

        return RefusedForm

    def changelist_view(self, request, extra_context=None):
        if request.method != "POST":
            return super().changelist_view(request, extra_context)
        try:
            with transaction.atomic(using=router.db_for_write(self.model)):
                return super().changelist_view(request, extra_context)
        except REFUSALS as error:
            return self._refuse(request, error)

    def delete_view(self, request, object_id, extra_context=None):
        try:
            return super().delete_view(request, object_id, extra_context)
        except REFUSALS as error:
            return self._refuse(request, error)

    def get_deleted_objects(self, objs, request):
        """Rows that refer to what would go, and that may not dangle, protect it."""
        listed, counts, lacking, protected = super().get_deleted_objects(objs, request)
        if not objs:
            return listed, counts, lacking, protected
        deletion = Deletion(objs, request=request, admin_site=self.admin_site)
        blockers = deletion.blockers()
        return listed, counts, deletion.lacking_permissions(), [*protected, *blockers]

    def _refuse(self, request, error):
        _forget_success(request)
        self.message_user(request, explain(error, self.opts.apps), messages.ERROR)
        return HttpResponseRedirect(request.get_full_path())


def _forget_success(request):
    """Take back what the admin was about to report before the transaction failed."""
    request._messages = default_storage(request)

from random import Random

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import BaseCommand, CommandError, call_command
from django.db import transaction
from tqdm import tqdm

from common.app_modules import app_modules

DEFAULT_SEED = 1


class Command(BaseCommand):
    help = "Fill an empty site with a demo, once, and say how to sign in to it."

    def add_arguments(self, parser):
        parser.add_argument(
            "--seed",
            type=int,
            default=DEFAULT_SEED,
            help=f"the same number gives the same demo (default: {DEFAULT_SEED})",
        )
        parser.add_argument(
            "--if-empty",
            action="store_true",
            help="leave a site that holds people's data alone, without calling it an error",
        )

    def handle(self, *, seed, if_empty, verbosity, **options):
        if settings.PRODUCTION:
            raise CommandError("The demo has a login that may do anything: not for production.")
        in_use = self.tables_in_use()
        if not in_use:
            self.load_or_leave_nothing(seed, verbosity)
        elif not settings.DEMO_LOGIN.exists() and not if_empty:
            raise CommandError(
                f"The demo is for an empty site. This one holds {', '.join(in_use)} already."
            )
        if settings.DEMO_LOGIN.exists():
            self.stdout.write(settings.DEMO_LOGIN.read_text().rstrip())

    def tables_in_use(self):
        """What the site holds beside its reference data, by the names that people know."""
        if get_user_model().objects.exists():
            return ["accounts"]
        reference = {model for _, module in app_modules("reference") for model in module.MODELS}
        models = [model for app, _ in app_modules("demo") for model in app.get_models()]
        return [
            str(model._meta.verbose_name_plural)
            for model in models
            if model not in reference and model._default_manager.exists()
        ]

    def load_or_leave_nothing(self, seed, verbosity):
        try:
            self.load(seed, verbosity)
        except BaseException:
            settings.DEMO_LOGIN.unlink(missing_ok=True)
            raise

    def load(self, seed, verbosity):
        rng = Random(seed)  # noqa: S311 -- a story, not a secret
        demos = [demo for _, demo in app_modules("demo")]
        steps = sum(demo.STEPS for demo in demos)
        hidden = True if not verbosity else None  # None: shown on a terminal
        with (
            transaction.atomic(),
            tqdm(total=steps, desc="Demo", unit="", disable=hidden, leave=False) as bar,
        ):
            call_command("load_reference_data", verbosity=0)
            for demo in demos:
                for _ in demo.load(rng):
                    bar.update()

"""What the commands that import spells and monsters have in common."""

from collections.abc import Callable
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from django.core.management import BaseCommand, CommandError
from tqdm import tqdm

from campaigns.domain.imports import Report
from campaigns.rules.documents.spell import RULESETS
from campaigns.rules.imports.collections import FORMATS, FormatError, Given, detect, entries_of
from common.documents import DocumentError, read_json

LARGEST = 64 * 1024 * 1024
TIMEOUT = 30


class ImportCommand(BaseCommand):
    """Reads files or addresses, shows how far it is, and says what became of each row."""

    what = ""
    rows_of: Callable
    import_rows: Callable

    def add_arguments(self, parser):
        parser.add_argument(
            "sources",
            nargs="+",
            metavar="FILE|URL",
            help="JSON; several are read as one, such as spells and their casting options",
        )
        parser.add_argument(
            "--format", choices=FORMATS, help="otherwise found out from what is in the file"
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="check and count everything, change nothing"
        )
        parser.add_argument("--source", default="", help="the title of the work, if no file says")
        parser.add_argument("--licence", default="", help="its licence, if no file says")
        parser.add_argument("--source-url", default="", help="where the work can be found")
        parser.add_argument("--author", default="", help="who wrote it")
        parser.add_argument("--ruleset", choices=RULESETS, default="", help="if no file says")
        parser.add_argument(
            "--prefix", default="", help="put before each key, so that two collections fit in"
        )

    def handle(self, *, sources, verbosity, dry_run, prefix, **options):
        values = [value for source in sources for value in self.entries(source)]
        given = Given(
            title=options["source"],
            licence=options["licence"],
            url=options["source_url"],
            author=options["author"],
            ruleset=options["ruleset"],
        )
        report = Report()
        hidden = True if not verbosity else None  # None: shown on a terminal
        try:
            file_format = options["format"] or detect(values)
            rows = self.rows_of(values, file_format, given, prefix)
            with tqdm(total=len(values), desc=self.what, unit="", disable=hidden) as bar:
                for done in self.import_rows(rows, report, is_dry=dry_run):
                    bar.update(done)
        except FormatError as error:
            raise CommandError(str(error)) from error
        self.tell(report, file_format, dry_run, verbosity)

    def entries(self, source):
        """The objects of a file or of what an address answers."""
        try:
            return entries_of(read_json(self.content(source)))
        except (DocumentError, FormatError, OSError) as error:
            raise CommandError(f"{source}: {error}") from error

    def content(self, source):
        scheme = urlsplit(source).scheme
        if scheme in ("http", "https"):
            return self.fetched(source)
        path = Path(source)
        if path.stat().st_size > LARGEST:
            raise CommandError(f"{source}: larger than {LARGEST // 2**20} MB.")
        return path.read_bytes()

    def fetched(self, address):
        request = Request(address, headers={"Accept": "application/json"})  # noqa: S310 -- http(s) only, above
        try:
            with urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310
                content = answer.read(LARGEST + 1)
        except (URLError, TimeoutError) as error:
            reason = getattr(error, "reason", "") or "no answer in time"
            raise CommandError(f"{address}: cannot be fetched ({reason}).") from error
        if len(content) > LARGEST:
            raise CommandError(f"{address}: larger than {LARGEST // 2**20} MB.")
        return content

    def tell(self, report, file_format, dry_run, verbosity):
        """The refused rows, then the counts. Having refused a row is no failure of the command."""
        for place, reason in report.refused:
            self.stderr.write(f"{place}: {reason}")
        if not verbosity:
            return
        if report.ignored:
            keys = ", ".join(f"{key} ({times})" for key, times in sorted(report.ignored.items()))
            self.stdout.write(f"Not taken over, because nothing here stands for it: {keys}")
        begin = "Would import" if dry_run else "Imported"
        self.stdout.write(
            f"{begin} {self.what} from {file_format}: {report.created} created,"
            f" {report.changed} changed, {report.unchanged} unchanged,"
            f" {len(report.refused)} refused"
        )

"""The whole public record for those who keep or catalogue data: the ZIP, its descriptor, the catalogue."""

import tempfile

from django.http import FileResponse, JsonResponse

from pledgetracker.clock import today

from .. import errors
from ..exports import limits
from ..package import catalogue, descriptor, write
from ..pages import PublicPage

NAME = "pledge-tracker"
IN_MEMORY = 2**22  # bytes of a ZIP beyond which it is made on disk


class Package(PublicPage):
    """The data package as one ZIP."""

    def get(self, request, *args, **kwargs):
        try:
            with limits.slot(0 if self.without_body else len(self.index.listed)):
                file = self.file()
        except limits.Busy:
            return errors.too_many_exports(request)
        name = f"{NAME}-edition-{self.index.edition.number}-{today().isoformat()}.zip"
        response = FileResponse(file, as_attachment=True, filename=name, content_type=catalogue.ZIP)
        if self.without_body:
            del response["Content-Length"]  # nobody counted
        return response

    def file(self):
        """The whole ZIP before the first byte is sent: it is of one edition. Without a body nothing is read."""
        file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - whoever sends it closes it
        if not self.without_body:
            write(self.narrowed(), file)
        file.seek(0)
        return file


class Descriptor(PublicPage):
    """`datapackage.json` as it stands in the ZIP, to be read without it."""

    def get(self, request, *args, **kwargs):
        return JsonResponse(descriptor(self.narrowed()), json_dumps_params={"ensure_ascii": False, "indent": 2})


class Catalogue(PublicPage):
    """The register as a catalogue of data, DCAT in JSON-LD."""

    def get(self, request, *args, **kwargs):
        document = catalogue.dcat(self.narrowed())
        return JsonResponse(document, json_dumps_params={"ensure_ascii": False}, content_type="application/ld+json")

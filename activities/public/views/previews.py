"""The pictures that other sites show beside links, made of the present edition."""

from django.http import Http404, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.templatetags.static import static
from django.utils.translation import gettext as _

from ..citing import pictures
from ..citing.previews import kept_png, png_of
from ..pages import PublicPage

PNG = "image/png"


class Preview(PublicPage):
    """A picture, by `find(index, *values of the address)`: 404 for what is not in the register.

    Where this worker cannot make it now, whoever asks is led to the picture of no page in particular. For an answer
    without body none is made.
    """

    find = None

    def get(self, request, *args, **kwargs):
        picture = self.find(self.index, *kwargs.values())
        if picture is None:
            raise Http404(_("There is no picture at this address."))
        made = kept_png(self.index, picture)
        if made is None and self.without_body:
            # Of a length that nobody knows.
            return StreamingHttpResponse(content_type=PNG)
        made = made or png_of(self.index, picture)
        if made is None:
            response = HttpResponseRedirect(static("img/preview.png"))
            response["Cache-Control"] = "no-store"
            return response
        return HttpResponse(made, content_type=PNG)


SITE = Preview.as_view(find=staticmethod(pictures.of_site))
PLEDGE = Preview.as_view(find=staticmethod(pictures.of_pledge))
COMMITMENT = Preview.as_view(find=staticmethod(pictures.of_commitment))
COUNTRY = Preview.as_view(find=staticmethod(pictures.of_country))
REGION = Preview.as_view(find=staticmethod(pictures.of_region))
PARTNER = Preview.as_view(find=staticmethod(pictures.of_partner))
OBJECTIVE = Preview.as_view(find=staticmethod(pictures.of_objective))

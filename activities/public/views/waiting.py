"""The answer while a file is being made: a page that looks again by itself, unless its reader would not have that."""

# How often a page asks anew how far its file is.
RELOAD_SECONDS = 5


class Waiting:
    """For a PublicPage whose file is made beside the request."""

    def look_again(self, url, **context):
        """202 with the page of the view, which is told `url`, where the file will be, and `quiet_url`, where the page
        does not load itself anew; blank where this one does not."""
        by_itself = "reload" not in self.request.GET
        quiet_url = f"{url}{'&' if '?' in url else '?'}reload=no" if by_itself else ""
        response = self.render_to_response(self.get_context_data(url=url, quiet_url=quiet_url, **context), status=202)
        response["Retry-After"] = RELOAD_SECONDS
        if by_itself:
            response["Refresh"] = RELOAD_SECONDS
        response["Cache-Control"] = "no-store"
        return response

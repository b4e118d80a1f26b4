"""What tests of charts share: a filter set of a query string, and the bars of a chart."""

from django.http import QueryDict

from activities.public.filters import ActivityFilterSet


def of(query=""):
    return ActivityFilterSet(QueryDict(query))


def bars(chart):
    return [bar for _heading, several in chart.groups for bar in several]


def numbers(chart):
    """{label: number} of a chart of counts."""
    return {bar.label: int(bar.value) for bar in bars(chart)}

"""The objectives of the frameworks that pledges are made under: a list of all, and a page for every one."""

from itertools import groupby

from ..figures import COUNTED, figure
from ..pages import PublicPage
from ..profiles import sentences
from ..profiles.objectives import entry, linked, objectives_of
from .profiles import TermPage


class ObjectiveList(PublicPage):
    template_name = "activities/objective_list.html"

    def get_context_data(self, **kwargs):
        by_framework = groupby(objectives_of(self.index), key=lambda objective: objective.framework)
        frameworks = [
            {"framework": framework, "objectives": [entry(self.index, each) for each in several]}
            for framework, several in by_framework
        ]
        for each in frameworks:
            each["sentence"] = sentences.of_framework(each["objectives"])
        return super().get_context_data(frameworks=frameworks)


class ObjectiveDetail(TermPage):
    template_name = "activities/objective.html"
    facet = "objective"
    by = ("country",)

    def find(self, code):
        # Asked for only where the vocabulary has it: an address may hold any number.
        objectives = list(objectives_of(self.index)) if self.index.has_page(self.facet, code) else []
        objective = next((each for each in objectives if each.key == code), None)
        if objective is None:
            return None
        framework = objective.framework
        siblings = [each for each in objectives if each.framework_id == framework.pk]
        at = siblings.index(objective)
        return {
            "key": code,
            "number": objective.number,
            "title": objective.title,
            "short_title": objective.short_title,
            "framework": framework,
            "before": siblings[at - 1] if at else None,
            "after": siblings[at + 1] if at + 1 < len(siblings) else None,
        }

    def get_context_data(self, **kwargs):
        code = self.kwargs["code"]
        self.commitments = linked(self.index, code)
        keys = {each.code for each in self.commitments}
        sentence = (
            sentences.serving(self.filterset, self.facet, code, keys)
            if self.filterset.total
            else sentences.of_idle_objective(len(keys))
        )
        return super().get_context_data(commitments=self.commitments, sentence=sentence)

    def figures(self, by):
        activities, *others = super().figures(by)
        return [activities, figure(COUNTED["commitment"], len(self.commitments), "#commitments"), *others]

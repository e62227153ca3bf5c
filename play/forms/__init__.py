from play.forms.scene_runs import (
    ContinueRunForm,
    HeroForm,
    SceneRunForms,
    StartRunForm,
    split_choices,
)

__all__ = ["ContinueRunForm", "HeroForm", "SceneRunForms", "StartRunForm", "split_choices"]

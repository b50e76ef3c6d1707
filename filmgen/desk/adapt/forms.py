"""The forms by name."""

from __future__ import annotations

from filmgen.desk.adapt.audio import Audio
from filmgen.desk.adapt.comic import Comic
from filmgen.desk.adapt.novel import Novel
from filmgen.desk.adapt.protocol import Adapter
from filmgen.desk.adapt.series import Series
from filmgen.desk.adapt.short import Short
from filmgen.desk.adapt.vr import Vr
from filmgen.errors import ConfigError

FORMS: tuple[Adapter, ...] = (Series(), Short(), Comic(), Novel(), Audio(), Vr())


def find_form(name: str) -> Adapter:
    """A form by its name.

    Raises:
        ConfigError: none of these.
    """
    for form in FORMS:
        if form.form == name.strip().lower():
            return form
    raise ConfigError("--to", f"no form {name!r}; there are {', '.join(f.form for f in FORMS)}")

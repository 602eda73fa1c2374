"""What is chosen in the settings, for commands: they reach servers as the window does."""

from batchdesk.guard import say
from batchdesk.place import Place
from batchdesk.settings.values import Settings
from batchdesk.stream.route import Routes
from batchdesk.words.problems import sentence


def settings(place: Place) -> Settings:
    """The settings; what cannot be read of them is said."""
    from batchdesk.settings.file import load

    loaded = load(place.settings_file)
    for problem in loaded.problems:
        say(sentence(problem))
    return loaded.settings


def routes(place: Place) -> Routes:
    """How servers are reached."""
    from batchdesk.settings.routes import routes_of

    return routes_of(settings(place).servers)

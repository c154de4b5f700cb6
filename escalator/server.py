"""Serves the application with gunicorn: one process with threads, ready from an empty folder."""

from typing import Any

from gunicorn.app.base import BaseApplication

from escalator.app import create_app
from escalator.config import Settings


class Server(BaseApplication):
    """Gunicorn with our settings instead of a command line of its own."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        super().__init__()

    def load_config(self) -> None:
        """Say how to listen; one worker, because SQLite and its rate limits are per machine."""
        for name, value in {
            "bind": f"{self._settings.host}:{self._settings.port}",
            "worker_class": "gthread",
            "workers": 1,
            "threads": self._settings.threads,
            "timeout": 60,
            "keepalive": 5,
            "control_socket_disable": True,
            "loglevel": "warning",
            # Browsers may send up to 16 MB, but no header needs more than this.
            "limit_request_field_size": 8190,
        }.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """Make the application, in the worker: threads and database do not survive a fork."""
        return create_app(self._settings)


def serve(settings: Settings) -> None:
    """Serve until stopped.

    The address has been printed by whoever calls this.
    """
    Server(settings).run()

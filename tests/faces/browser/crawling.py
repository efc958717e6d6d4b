"""Follow every link that a page gives, as one reader, without scripts: each sort of page a few times."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from html.parser import HTMLParser
from urllib.parse import urlsplit

from django.test import Client
from django.urls import Resolver404, resolve


@dataclass(frozen=True)
class Answer:
    """What one address answered: status, head and body, as one text without what differs each time."""

    path: str
    status: int
    headers: dict[str, str]
    text: str

    @property
    def told(self) -> str:
        """Give all that a reader could learn from it."""
        return "\n".join((*self.headers.values(), self.text))


class Links(HTMLParser):
    """Collects where a page leads by itself: its links, and forms that only ask."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a link."""
        told = dict(attrs)
        if tag == "a" and told.get("href"):
            self.found.append(str(told["href"]))
        if tag == "form" and (told.get("method") or "get").lower() == "get" and told.get("action"):
            self.found.append(str(told["action"]))


def ask(client: Client, path: str) -> Answer:
    """Ask for one address."""
    answer = client.get(path)
    body = answer.getvalue()  # streamed or not
    text = body.decode(errors="replace")
    return Answer(path, answer.status_code, dict(answer.items()), text)


def links(answer: Answer) -> Iterator[str]:
    """Give the addresses of this site to which a page leads."""
    if "text/html" in answer.headers.get("Content-Type", ""):
        parser = Links()
        parser.feed(answer.text)
        base = urlsplit(answer.path).path
        for link in parser.found:
            parts = urlsplit(link)
            if not parts.scheme and not parts.netloc and (parts.path or parts.query):
                path = parts.path or base
                path = path if path.startswith("/") else f"{base.rpartition('/')[0]}/{path}"
                yield path + (f"?{parts.query}" if parts.query else "")


@lru_cache(100_000)
def sort_of(path: str) -> str:
    """Give the sort of page that an address is of, whatever it asks."""
    try:
        return str(resolve(path).view_name)
    except Resolver404:
        return "nothing"


def crawl(client: Client, begin: list[str], most: int) -> Iterator[Answer]:
    """Give the answer of everything that is reached from some addresses, of each sort at most so many.

    The addresses to begin with are all asked.
    """
    seen, counts = set(begin), Counter[str]()
    waiting = list(begin)
    while waiting:
        answer = ask(client, waiting.pop(0))
        yield answer
        for path in dict.fromkeys(links(answer)):
            sort = sort_of(urlsplit(path).path)
            if path not in seen and counts[sort] < most:
                seen.add(path)
                counts[sort] += 1
                waiting.append(path)

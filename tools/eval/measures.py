"""Pure measures of ranked answers. A ranking is a list of items, best first; `right` is the set of those that are right."""


def recall_at(rankings, rights, k):
    """The share of questions whose one right item is among the first k."""
    return _mean(float(bool(right & set(ranking[:k]))) for ranking, right in zip(rankings, rights))


def precision_at(rankings, rights, k):
    """The mean share of right items among the first k, where k is the denominator even when fewer items are right."""
    return _mean(len(right & set(ranking[:k])) / k for ranking, right in zip(rankings, rights))


def precision_ceiling(rights, k):
    """What precision_at would be if every question were answered perfectly."""
    return _mean(min(k, len(right)) / k for right in rights)


def r_precision(rankings, rights):
    """The mean share of right items among the first R, where R is how many are right for that question."""
    return _mean(len(right & set(ranking[:len(right)])) / len(right) for ranking, right in zip(rankings, rights))


def random_precision(rights, items):
    """What a random order gives on average, at any depth: the share of items that are right."""
    return _mean(len(right) / items for right in rights)


def random_recall(items, k):
    return min(1.0, k / items)


def _mean(values):
    values = list(values)
    return sum(values) / len(values) if values else 0.0

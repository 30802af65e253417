from xuncha.rounds.queries.viewer import viewer_of

__all__ = ["viewer_of"]

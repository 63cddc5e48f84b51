"""The interactive page.

The graph as columns (`data`), its texts (`texts`), both packed (`blocks`); what is drawn at once
(`first`); the document (`page`). The page's own source are the template, the style sheet and
``scripts``, joined in the order of ``scripts/order.txt``: ``model`` knows nothing of the page,
``page`` draws it. How a view is added says ``scripts/page/views.js``.
"""

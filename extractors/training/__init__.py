"""How the weights in ``extractors/model`` were made; needs PyTorch, which nothing else does.

Run ``python -m extractors.training --help``; what was tried and measured
stands in the README beside this file.
"""

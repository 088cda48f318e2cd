"""A second interpreter, as plain as it can be, to hold the first one against.
"""

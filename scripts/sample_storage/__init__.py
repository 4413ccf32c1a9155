"""Writes SampleStorage: the storage of a fictitious hospital."""

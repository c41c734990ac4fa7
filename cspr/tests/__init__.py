"""Tests of the chassis, and what the tests of every package lean on."""

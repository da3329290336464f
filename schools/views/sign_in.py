"""Signing in, and choosing a password with a one-time code."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def locked_out(request: HttpRequest, original_response: Any = None, credentials: Any = None) -> HttpResponse:
    """axes' answer after six wrong passwords for one name from one address."""
    return render(request, "schools/locked_out.html", status=429)

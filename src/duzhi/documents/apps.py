from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "duzhi.documents"
    label = "documents"

"""Says what the reference makes of templates: reads them with their context as JSON, writes an answer for each."""

import json
import logging
import sys

from jinja2.exceptions import TemplateSyntaxError
from prefect.server.utilities.user_templates import (
    TemplateRenderError,
    TemplateSecurityError,
    render_user_template_sync,
    validate_user_template,
)

logging.disable(logging.CRITICAL)
asked = json.load(sys.stdin)


def answer(template):
    try:
        validate_user_template(template)
        return {"rendered": render_user_template_sync(template, asked["context"])}
    except (TemplateSyntaxError, TemplateSecurityError) as problem:
        return {"problem": str(problem), "line": problem.lineno}
    except TemplateRenderError as problem:
        return {"failure": str(problem)}


json.dump([answer(template) for template in asked["templates"]], sys.stdout)

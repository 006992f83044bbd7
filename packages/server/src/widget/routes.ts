import { Closed } from '../http/schemas.ts';
import type { TypedApp } from '../http/typed-app.ts';
import { renderConfig } from './present-config.ts';
import { ConfigQuery, WidgetConfig } from './schemas.ts';

const schema = {
  tags: ['Widget'],
  summary: 'What the widget needs to appear',
  description: 'Browsers omit Origin on same-origin GETs; the widget then uses POST.',
  querystring: ConfigQuery,
  response: { 200: WidgetConfig },
};

export function widgetConfigRoutes(app: TypedApp): void {
  const routes = { config: { frequent: true }, schema };
  app.get('/widget/config', routes, (request, reply) => {
    // Sent as rendered text: the serializer is passed by.
    reply
      .type('application/json; charset=utf-8')
      .send(renderConfig(request.admission.look, request.query.locale) as never);
  });
  app.post(
    '/widget/config',
    { ...routes, schema: { ...schema, summary: `${schema.summary}, by POST`, body: Closed({}) } },
    (request, reply) => {
      reply
        .type('application/json; charset=utf-8')
        .send(renderConfig(request.admission.look, request.query.locale) as never);
    },
  );
}

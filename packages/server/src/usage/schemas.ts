import Type, { type Static } from 'typebox';
import { ROUTE_CLASSES } from '../http/counting-mark.ts';
import { PageQuery } from '../http/page.ts';
import { Closed, Nullable, Time } from '../http/schemas.ts';

const Moment = (description: string) => Type.Optional(Type.String({ maxLength: 40, description }));

const Owners = {
  deploymentId: Type.Optional(Type.String({ pattern: '^dep_[0-9A-Za-z]{1,40}$' })),
  // Not chatbotId: in a query that is a credential, of calls that name a chatbot instead of a key.
  chatbot: Type.Optional(Type.String({ pattern: '^bot_[0-9A-Za-z]{1,40}$', description: 'Its id' })),
};

const Range = {
  interval: Type.Optional(
    Type.Union([Type.Literal('hour'), Type.Literal('day')], {
      description: 'hour if absent; hours older than 35 days are kept as days only',
    }),
  ),
  from: Moment(
    'RFC 3339; if absent 24 hours (days: 30 days) before `to`. The interval it lies in counts whole',
  ),
  to: Moment('RFC 3339; now if absent. Hours: at most 92 days after `from`, days: 400'),
  ...Owners,
};

const GroupBy = Type.Union([
  Type.Literal('key'),
  Type.Literal('origin'),
  Type.Literal('outcome'),
  Type.Literal('route'),
]);
export type Group = Static<typeof GroupBy>;

export const UsageQuery = Closed({
  ...Range,
  groupBy: Type.Optional(GroupBy),
  format: Type.Optional(
    Type.Union([Type.Literal('json'), Type.Literal('csv')], {
      description: 'csv: one line for each point; so does `Accept: text/csv`',
    }),
  ),
});
export type UsageQuery = Static<typeof UsageQuery>;

const Count = Type.Integer({ minimum: 0 });

export const Usage = Type.Object({
  groupBy: GroupBy,
  interval: Type.Union([Type.Literal('hour'), Type.Literal('day')]),
  from: Time,
  to: Time,
  data: Type.Array(
    Type.Object({
      group: Type.String({
        description:
          'A key’s id (a deployment’s where calls name the chatbot, or the chatbot’s where they were refused by several), an origin (`none`, `invalid`, `other`), `allowed` or a deny code, a class of routes. The 200 with the most calls; the rest is `other`',
      }),
      total: Count,
      points: Type.Array(Type.Object({ at: Time, count: Count }), {
        description: 'Oldest first; intervals without calls are left out',
      }),
    }),
    { description: 'Most calls first' },
  ),
});

export const LatencyQuery = Closed(Range);
export type LatencyQuery = Static<typeof LatencyQuery>;

const Quantile = Nullable(Type.Number({ description: 'Milliseconds; 5000 means that or more' }));
const Quantiles = { count: Count, p50Ms: Quantile, p95Ms: Quantile, p99Ms: Quantile };

export const Latency = Type.Object({
  interval: Type.Union([Type.Literal('hour'), Type.Literal('day')]),
  from: Time,
  to: Time,
  ...Quantiles,
  routes: Type.Array(
    Type.Object({ route: Type.String({ description: ROUTE_CLASSES.join(', ') }), ...Quantiles }),
  ),
  points: Type.Array(Type.Object({ at: Time, ...Quantiles })),
});

export const NoticeQuery = Closed({ ...PageQuery, ...Owners });

export const Notice = Type.Object({
  id: Type.String(),
  kind: Type.String({ description: '`surge`, `new_origin`, `lookalike_origin`' }),
  at: Time,
  subjectId: Type.String({ description: 'What it is about: a key as a rule' }),
  detail: Type.Object({}, { additionalProperties: true }),
});

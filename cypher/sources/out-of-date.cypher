// ---
// title:
//   nl: Wat verouderd kan zijn
//   en: What may be out of date
// question:
//   nl: "Wat in deze kaart is verouderd?"
//   en: "What in this map is out of date?"
// params:
//   months:
//     type: integer
//     default: 6
//     about: {nl: "Zoveel maanden niet nagekeken", en: "Not checked for so many months"}
// shows: table
// columns:
//   reason: {nl: "Waarom", en: "Why", values: {ended: {nl: "geëindigd, niet als voormalig gemerkt", en: "ended, not marked as former"}, until_successor: {nl: "termijn voorbij, blijft tot de opvolger", en: "term over, stays until the successor"}, not_verified: {nl: lang niet nagekeken, en: not checked for long}}}
//   since: {nl: "Sinds wanneer", en: "Since when"}
//   item: {nl: "Wat", en: "What"}
//   item_id: {nl: "Id daarvan", en: "Its id"}
//   kind: {nl: "Soort; van gegeven of relatie", en: "Kind; of record or relationship", values: [label, type]}
//   target: {nl: "Waarheen; bij een relatie", en: "Where to; of a relationship"}
//   target_id: {nl: "Id daarvan", en: "Its id"}
//   ends_with: {nl: "Waarmee het eindigde; leeg: met de eigen einddatum", en: "With what it ended; empty: at its own end"}
//   ends_with_id: {nl: "Id daarvan", en: "Its id"}
//   as_stated: {nl: "Wat de bron over de tijd zegt", en: "What the source says of the time"}
// ---
// What has ended is the question here, so that the date only tells what has ended. Who once held a post is history, and no mistake;
// who still holds one that has ended by what it hangs on is told.
MATCH (d:Dataset) WHERE d.id IN $datasets
WITH d.id AS dataset, coalesce($on, left(d.reference_date + '-01-01', 10), toString(date())) AS day
UNWIND COLLECT {
    MATCH (n:Entity {dataset: dataset})
    WHERE n.valid_before <= day AND n.status <> 'former' AND NOT n.id IN $passed_over
    RETURN {reason: 'ended', since: n.valid_before, id: n.id, kind: [label IN labels(n) WHERE label <> 'Entity'][0], cause: n.ends_with, words: n.as_stated, marks: coalesce(n.marks, [])}
  } + COLLECT {
    MATCH (n:Entity {dataset: dataset})-[r]->(other:Entity)
    WHERE r.valid_before <= day AND r.status <> 'former' AND (type(r) <> 'HOLDS' OR r.ends_with IS NOT NULL) AND NOT r.id IN $passed_over
    RETURN {reason: 'ended', since: r.valid_before, id: n.id, kind: type(r), target: other.id, cause: r.ends_with, words: r.as_stated, marks: coalesce(n.marks, []) + coalesce(r.marks, []) + coalesce(other.marks, [])}
  } + COLLECT {
    MATCH (n:Person {dataset: dataset})-[r:HOLDS]->(other:Post)
    WHERE r.term_before <= day AND all(x IN [n, r, other] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
    RETURN {reason: 'until_successor', since: r.term_before, id: n.id, kind: type(r), target: other.id, words: r.as_stated, marks: coalesce(n.marks, []) + coalesce(r.marks, []) + coalesce(other.marks, [])}
  } + COLLECT {
    MATCH (n:Entity {dataset: dataset})
    WHERE left(n.verified_on + '-01-01', 10) <= toString(date(day) - duration({months: $months})) AND all(x IN [n] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
    RETURN {reason: 'not_verified', since: n.verified_on, id: n.id, kind: [label IN labels(n) WHERE label <> 'Entity'][0], marks: coalesce(n.marks, [])}
  } + COLLECT {
    MATCH (n:Entity {dataset: dataset})-[r]->(other:Entity)
    WHERE left(r.verified_on + '-01-01', 10) <= toString(date(day) - duration({months: $months})) AND all(x IN [n, r, other] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
    RETURN {reason: 'not_verified', since: r.verified_on, id: n.id, kind: type(r), target: other.id, marks: coalesce(n.marks, []) + coalesce(r.marks, []) + coalesce(other.marks, [])}
  } AS found
MATCH (n:Entity {id: found.id})
OPTIONAL MATCH (other:Entity {id: coalesce(found.target, '')})
OPTIONAL MATCH (cause:Entity {id: coalesce(found.cause, '')})
RETURN found.reason AS reason, found.since AS since, n.name AS item, n.id AS item_id, found.kind AS kind, other.name AS target, other.id AS target_id,
       cause.name AS ends_with, cause.id AS ends_with_id, found.words AS as_stated,
       reduce(all = [], x IN [found, cause] | all + coalesce(x.marks, [])) AS marks
ORDER BY n.dataset, reason, since, item_id, kind, target_id

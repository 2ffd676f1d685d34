// ---
// title:
//   nl: Wisselingen
//   en: What changed hands
// question:
//   nl: "Welke functies kregen een ander, en bleef er een gat?"
//   en: "Which posts went to somebody else, and was there a gap?"
// params:
//   since:
//     type: date
//     optional: true
//     about: {nl: "Alleen wie op of na deze dag vertrok", en: "Only who left on this day or later"}
// shows: table
// columns:
//   post: {nl: "De functie", en: "The post"}
//   post_id: {nl: "Id van de functie", en: "Id of the post"}
//   before: {nl: "Wie haar vervulde", en: "Who held it"}
//   before_id: {nl: "Id daarvan", en: "Its id"}
//   left_on: {nl: "Eerste dag zonder die persoon", en: "First day without that person"}
//   after: {nl: "Wie erna kwam; leeg: niemand vermeld", en: "Who came next; empty: nobody is stated"}
//   after_id: {nl: "Id daarvan", en: "Its id"}
//   came_on: {nl: "Sinds wanneer", en: "Since when"}
//   post_ended: {nl: "Functie opgehouden; of die zelf is geëindigd", en: "Post ended; whether the post itself has"}
//   gap_days: {nl: "Dagen ertussen; onder nul: zij vervulden haar samen", en: "Days between; below zero: they held it together"}
// ---
// What is past is the question here, so that the date only tells what is past.
MATCH (d:Dataset) WHERE d.id IN $datasets
WITH d.id AS dataset, coalesce($on, left(d.reference_date + '-01-01', 10), toString(date())) AS day
MATCH (before:Person {dataset: dataset})-[held:HOLDS]->(post:Post)
WHERE held.valid_before <= day AND none(x IN [before, held, post] WHERE x.id IN $passed_over) AND ($since IS NULL OR $since <= held.valid_before)
WITH day, post, before, held, COLLECT {
    MATCH (next:Person)-[holds:HOLDS]->(post)
    WHERE holds.valid_from > coalesce(held.valid_from, '') AND holds.id <> held.id AND coalesce($standing[holds.id], holds.standing, holds.status) <> 'proposed'
      AND none(x IN [next, holds] WHERE x.id IN $passed_over)
    RETURN {name: next.name, id: next.id, since: holds.valid_from, marks: coalesce(next.marks, []) + coalesce(holds.marks, [])} ORDER BY holds.valid_from, next.id LIMIT 1
  } AS following
WITH day, post, before, held, following[0] AS next
RETURN post.name AS post, post.id AS post_id, before.name AS before, before.id AS before_id, held.valid_before AS left_on,
       next.name AS after, next.id AS after_id, next.since AS came_on,
       coalesce(post.valid_before <= day, false) AS post_ended,
       CASE WHEN next IS NOT NULL THEN duration.inDays(date(held.valid_before), date(next.since)).days END AS gap_days,
       reduce(all = [], x IN [before, held, post, next] | all + coalesce(x.marks, [])) AS marks
ORDER BY left_on, post_id, before_id

// ---
// title:
//   nl: Onvervulde en waargenomen functies
//   en: Vacant and acting posts
// question:
//   nl: "Welke functies staan open, zijn verlaten of worden waargenomen?"
//   en: "Which posts are open, left, or filled by somebody who only acts?"
// shows: table
// columns:
//   state: {nl: "Stand", en: "State", values: {open: {nl: nog te bepalen, en: to be decided}, left: {nl: de laatste vertrok, en: the last holder went}, vacant: {nl: "niemand, waar de bron volledig is", en: "nobody, where the source is complete"}, acting: {nl: iemand neemt waar, en: somebody only acts}, until_successor: {nl: "termijn voorbij, blijft tot de opvolger", en: "term over, stays until the successor"}}}
//   post: {nl: "De functie", en: "The post"}
//   post_id: {nl: "Id van de functie", en: "Id of the post"}
//   body: {nl: "Gremium of organisatie", en: "Body or organization"}
//   body_id: {nl: "Id daarvan", en: "Its id"}
//   capacity: {nl: "Hoedanigheid", en: "Capacity", values: Capacity}
//   person: {nl: "Persoon; wie waarneemt, of als laatste vertrok", en: "Person; who acts, or went last"}
//   person_id: {nl: "Id daarvan", en: "Its id"}
//   since: {nl: "Sinds wanneer; leeg: niet vermeld", en: "Since when; empty: not stated"}
//   as_stated: {nl: "Wat de bron over de tijd zegt", en: "What the source says of the time"}
//   next: {nl: "Wie volgt; leeg: niet vermeld", en: "Who follows; empty: not stated"}
//   next_id: {nl: "Id daarvan", en: "Its id"}
//   next_from: {nl: "Vanaf wanneer", en: "From when"}
// ---
// A post of which no holder is stated at all is vacant only where the dataset says that its HOLDS are complete, and the post is one
// seat; otherwise the source is silent, and such posts stand in who-holds-what.
MATCH (d:Dataset) WHERE d.id IN $datasets
WITH d, coalesce($on, left(d.reference_date + '-01-01', 10), toString(date())) AS day
WITH d.id AS dataset, day, 'HOLDS' IN coalesce(d.complete, [])
  AND left(coalesce(d.complete_since, d.reference_date, '0000') + '-01-01', 10) <= day AS complete
MATCH (post:Post {dataset: dataset})
WHERE all(x IN [post] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
WITH day, post, complete AND post.per IS NULL AND coalesce(post.count, 1) = 1 AND coalesce($standing[post.id], post.standing, post.status) = 'actual' AS known, COLLECT {
    MATCH (person:Person)-[holds:HOLDS]->(post)
    WHERE all(x IN [person, holds] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
    RETURN {name: person.name, id: person.id, words: holds.as_stated, since: CASE WHEN holds.acting THEN holds.valid_from ELSE holds.term_before END,
            state: CASE WHEN holds.acting THEN 'acting' WHEN holds.until_successor AND holds.term_before <= day THEN 'until_successor' END, marks: coalesce(person.marks, []) + coalesce(holds.marks, [])} ORDER BY person.id
  } AS holders, COLLECT {
    MATCH (person:Person)-[held:HOLDS]->(post)
    WHERE held.valid_before <= day AND none(x IN [person, held] WHERE x.id IN $passed_over)
    RETURN {state: 'left', name: person.name, id: person.id, words: held.as_stated, since: held.valid_before, marks: coalesce(person.marks, []) + coalesce(held.marks, [])}
    ORDER BY held.valid_before DESC, person.id LIMIT 1
  } AS gone, COLLECT {
    MATCH (person:Person)-[holds:HOLDS]->(post)
    WHERE day < holds.valid_from AND none(x IN [person, holds] WHERE x.id IN $passed_over)
    RETURN {name: person.name, id: person.id, since: holds.valid_from, marks: coalesce(person.marks, []) + coalesce(holds.marks, [])} ORDER BY holds.valid_from, person.id LIMIT 1
  } AS following
UNWIND [one IN holders WHERE one.state IS NOT NULL]
     + CASE WHEN size(holders) > 0 THEN []
            WHEN post.status = 'open' THEN [{state: 'open', words: post.as_stated}]
            WHEN size(gone) = 0 AND known THEN [{state: 'vacant'}]
            ELSE gone END AS found
OPTIONAL MATCH (post)-[seat:IN]->(body)
WHERE all(x IN [seat, body] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
RETURN found.state AS state, post.name AS post, post.id AS post_id, body.name AS body, body.id AS body_id, post.capacity AS capacity,
       found.name AS person, found.id AS person_id, found.since AS since, found.words AS as_stated,
       following[0].name AS next, following[0].id AS next_id, following[0].since AS next_from,
       reduce(all = [], x IN [post, found, seat, body] + following | all + coalesce(x.marks, [])) AS marks
ORDER BY post_id, body_id, person_id

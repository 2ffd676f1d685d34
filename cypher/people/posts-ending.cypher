// ---
// title:
//   nl: Functies die aflopen
//   en: Posts that end
// question:
//   nl: "Wat valt er weg als deze mensen vertrekken?"
//   en: "What falls away when these people leave?"
// params:
//   until:
//     type: date
//     optional: true
//     about: {nl: "Tot en met deze dag", en: "Up to and including this day"}
// shows: table
// columns:
//   ends: {nl: "Eerste dag waarop het niet meer geldt", en: "First day on which it no longer holds"}
//   post: {nl: "De functie", en: "The post"}
//   post_id: {nl: "Id van de functie", en: "Id of the post"}
//   person: {nl: "Wie haar vervult; leeg: de functie zelf houdt op", en: "Who holds it; empty: the post itself ends"}
//   person_id: {nl: "Id van die persoon", en: "Id of that person"}
//   body: {nl: "Gremium of organisatie", en: "Body or organization"}
//   body_id: {nl: "Id daarvan", en: "Its id"}
//   capacity: {nl: "Hoedanigheid", en: "Capacity", values: Capacity}
//   takes_along: {nl: "Functies die van deze afhangen", en: "Posts that depend on this one"}
//   takes_along_id: {nl: "Hun id's", en: "Their ids"}
//   owns: {nl: "Besluiten en opdrachten; van deze functie", en: "Decisions and assignments; of this post"}
//   owns_id: {nl: "Hun id's", en: "Their ids"}
//   ends_with: {nl: "Waarmee het eindigt; leeg: met de eigen termijn", en: "With what it ends; empty: with its own term"}
//   ends_with_id: {nl: "Id daarvan", en: "Its id"}
//   as_stated: {nl: "Wat de bron over de tijd zegt", en: "What the source says of the time"}
// ---
MATCH (d:Dataset) WHERE d.id IN $datasets
WITH d.id AS dataset, coalesce($on, left(d.reference_date + '-01-01', 10), toString(date())) AS day
MATCH (post:Post {dataset: dataset})
WHERE all(x IN [post] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
UNWIND COLLECT {
    MATCH (person:Person)-[holds:HOLDS]->(post)
    WHERE day < coalesce(holds.term_before, $ends[holds.id].day, holds.valid_before) AND all(x IN [person, holds] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
    RETURN {ends: coalesce(holds.term_before, $ends[holds.id].day, holds.valid_before), name: person.name, id: person.id, cause: coalesce($ends[holds.id].with, holds.ends_with), words: holds.as_stated, marks: coalesce(person.marks, []) + coalesce(holds.marks, [])}
  } + [ending IN [{ends: coalesce($ends[post.id].day, post.valid_before), cause: coalesce($ends[post.id].with, post.ends_with), words: post.as_stated, marks: post.marks}] WHERE ending.ends IS NOT NULL] AS ending
WITH day, post, ending WHERE $until IS NULL OR ending.ends <= $until
OPTIONAL MATCH (post)-[seat:IN]->(body)
WHERE all(x IN [seat, body] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
OPTIONAL MATCH (cause:Entity {id: coalesce(ending.cause, '')})
WITH day, post, ending, seat, body, cause,
     COLLECT {
       UNWIND coalesce($same[post.id].records, [{id: post.id, day: day}]) AS record
       MATCH path = (:Post {id: record.id})-[:QUALIFIES_FOR*1..5]->(other:Post)
       WHERE all(x IN nodes(path) WHERE coalesce(x.valid_from, '') <= record.day AND record.day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
         AND all(x IN relationships(path) WHERE coalesce(x.valid_from, '') <= record.day AND record.day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
       WITH coalesce($same[other.id], {id: other.id, name: other.name}) AS thing, collect(reduce(all = [], x IN nodes(path) + relationships(path) | all + coalesce(x.marks, []))) AS doubts
       RETURN {name: thing.name, id: thing.id, marks: reduce(all = [], x IN doubts | all + x)} ORDER BY thing.id
     } AS others,
     COLLECT {
       UNWIND coalesce($same[post.id].records, [{id: post.id, day: day}]) AS record
       MATCH (:Post {id: record.id})<-[r:OWNED_BY|COMMISSIONED_BY|CARRIED_OUT_BY|MONITORED_BY]-(item)
       WHERE all(x IN [r, item] WHERE coalesce(x.valid_from, '') <= record.day AND record.day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
       WITH coalesce($same[item.id], {id: item.id, name: item.name}) AS thing, collect(coalesce(r.marks, []) + coalesce(item.marks, [])) AS doubts
       RETURN {name: thing.name, id: thing.id, marks: reduce(all = [], x IN doubts | all + x)} ORDER BY thing.id
     } AS items
RETURN ending.ends AS ends, post.name AS post, post.id AS post_id, ending.name AS person, ending.id AS person_id,
       body.name AS body, body.id AS body_id, post.capacity AS capacity,
       [one IN others | one.name] AS takes_along, [one IN others | one.id] AS takes_along_id,
       [one IN items | one.name] AS owns, [one IN items | one.id] AS owns_id,
       cause.name AS ends_with, cause.id AS ends_with_id, ending.words AS as_stated,
       reduce(all = [], x IN [post, ending, seat, body, cause] + others + items | all + coalesce(x.marks, [])) AS marks
ORDER BY ends, post_id, person_id, body_id

// ---
// title:
//   nl: Gremia met dezelfde mensen
//   en: Bodies with the same people
// question:
//   nl: "Welke gremia delen personen of functies?"
//   en: "Which bodies share people or posts?"
// params:
//   at_least:
//     type: integer
//     default: 1
//     about: {nl: "Vanaf zoveel gedeelde personen of functies", en: "From so many shared people or posts"}
// shows: table
// columns:
//   body: {nl: "Het ene gremium", en: "The one body"}
//   body_id: {nl: "Id daarvan", en: "Its id"}
//   other: {nl: "Het andere gremium", en: "The other body"}
//   other_id: {nl: "Id daarvan", en: "Its id"}
//   shared: {nl: "Hoeveel zij er delen", en: "How many they share"}
//   who: {nl: "Wie in beide zit", en: "Who sits in both"}
//   who_id: {nl: "Hun id's", en: "Their ids"}
// ---
// Who: a person, with all posts held; or an office that no known person holds and that no other office leads to. A post counts with all that
// follow from it. Posts that stand for many (per municipality, say) are no one's whole picture and stay out.
MATCH (d:Dataset) WHERE d.id IN $datasets
WITH d.id AS dataset, coalesce($on, left(d.reference_date + '-01-01', 10), toString(date())) AS day
MATCH (who:Entity {dataset: dataset}) WHERE (who:Person OR who:Post)
  AND all(x IN [who] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
  AND (who:Person OR (who.per IS NULL AND who.count IS NULL AND coalesce($standing[who.id], who.standing, who.status) = 'actual'
    AND NOT EXISTS {
      MATCH (holder:Person)-[holds:HOLDS]->(who)
      WHERE coalesce($standing[holds.id], holds.standing, holds.status) = 'actual' AND all(x IN [holder, holds] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
    }
    AND NOT EXISTS {
      MATCH (office:Post)-[leads:QUALIFIES_FOR]->(who)
      WHERE all(x IN [office, leads] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
        AND office.per IS NULL AND office.count IS NULL
    }))
MATCH path = (who)-[:HOLDS|QUALIFIES_FOR*0..5]->(post:Post)-[:IN]->(body:Body)
WHERE all(x IN nodes(path) WHERE x.per IS NULL AND x.count IS NULL OR x = body)
  AND all(x IN nodes(path) WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
  AND all(x IN nodes(path) + relationships(path) WHERE coalesce($standing[x.id], x.standing, x.status) = 'actual')
  AND all(x IN relationships(path) WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
WITH dataset, who, body, collect(nodes(path) + relationships(path)) AS ways
WITH dataset, who, body, reduce(all = [], x IN reduce(flat = [], way IN ways | flat + way) | all + coalesce(x.marks, [])) AS marks
WITH coalesce($same[who.id], {id: who.id, name: who.name}) AS who, coalesce($same[body.id], {id: body.id, name: body.name}) AS body, marks
WITH who.id AS who_id, who.name AS who, body.id AS body_id, body.name AS body, reduce(all = [], one IN collect(marks) | all + one) AS marks
WITH who_id, who, collect({id: body_id, name: body, marks: marks}) AS seats
UNWIND seats AS seat
UNWIND seats AS beside
WITH who_id, who, seat, beside WHERE seat.id < beside.id
WITH seat, beside, who_id, who ORDER BY who_id
WITH seat.id AS body_id, seat.name AS body, beside.id AS other_id, beside.name AS other, collect({id: who_id, name: who}) AS shared,
     reduce(all = [], one IN collect(seat.marks + beside.marks) | all + one) AS marks
WHERE size(shared) >= $at_least
RETURN body, body_id, other, other_id, size(shared) AS shared, [one IN shared | one.name] AS who, [one IN shared | one.id] AS who_id, marks
ORDER BY split(body_id, '/')[0], shared DESC, body_id, other_id

// ---
// title:
//   nl: Wie het geheel ziet
//   en: Who has the whole picture
// question:
//   nl: "Wie heeft het totaalbeeld: wie zit in meerdere gremia, ook door functies die bij een functie horen?"
//   en: "Who has the whole picture: who sits in several bodies, also by posts that come with a post?"
// params:
//   at_least:
//     type: integer
//     default: 2
//     about: {nl: "Vanaf zoveel gremia", en: "From so many bodies"}
// shows: table
// columns:
//   who: {nl: "De persoon of de functie", en: "The person or the post"}
//   who_id: {nl: "Id daarvan", en: "Its id"}
//   label: {nl: "Soort", en: "Kind", values: label}
//   bodies: {nl: "In hoeveel gremia", en: "In how many bodies"}
//   of_bodies: {nl: "Van hoeveel gremia in de dataset", en: "Of how many bodies in the dataset"}
//   tiers: {nl: "Op welke lagen", en: "On which tiers", values: Tier}
//   body: {nl: "De gremia", en: "The bodies"}
//   body_id: {nl: "Hun id's", en: "Their ids"}
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
WITH dataset, day, [label IN labels(who) WHERE label <> 'Entity'][0] AS label, coalesce($same[who.id], {id: who.id, name: who.name}) AS who,
     {id: coalesce($same[body.id].id, body.id), name: coalesce($same[body.id].name, body.name), tier: body.tier} AS body,
     nodes(path) + relationships(path) AS way
ORDER BY body.id
WITH who.id AS who_id, who.name AS who, label, collect(DISTINCT {dataset: dataset, day: day}) AS asked, collect(DISTINCT body) AS bodies,
     reduce(flat = [], one IN collect(way) | flat + one) AS ways
WHERE size(bodies) >= $at_least
RETURN who, who_id, label, size(bodies) AS bodies,
       size(COLLECT {
         UNWIND asked AS one
         WITH one.dataset AS dataset, one.day AS day
         MATCH (every:Body {dataset: dataset})
         WHERE all(x IN [every] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
         RETURN DISTINCT coalesce($same[every.id].id, every.id)
       }) AS of_bodies,
       [tier IN ['political', 'executive', 'official', 'delivery'] WHERE any(body IN bodies WHERE body.tier = tier)] AS tiers,
       [body IN bodies | body.name] AS body, [body IN bodies | body.id] AS body_id,
       reduce(all = [], x IN ways | all + coalesce(x.marks, [])) AS marks
ORDER BY split(who_id, '/')[0], who_id

// ---
// title:
//   nl: Wat bij één persoon samenkomt
//   en: What comes together at one person
// question:
//   nl: "Bij wie komt veel samen: functies, gremia, opdrachten, uren?"
//   en: "Where does much come together: posts, bodies, assignments, hours?"
// shows: table
// columns:
//   person: {nl: "De persoon", en: "The person"}
//   person_id: {nl: "Id daarvan", en: "Its id"}
//   posts: {nl: "Functies", en: "Posts"}
//   bodies: {nl: "Gremia", en: "Bodies"}
//   commissions_given: {nl: "Opdrachten als opdrachtgever, zelf of met een functie", en: "Assignments commissioned, in person or by a post"}
//   commissions_carried_out: {nl: "Opdrachten als opdrachtnemer, zelf of met een functie", en: "Assignments carried out, in person or by a post"}
//   involved: {nl: "Opdrachten waarbij betrokken", en: "Assignments in which involved"}
//   of_assignments: {nl: "Van hoeveel opdrachten in de dataset", en: "Of how many assignments in the dataset"}
//   hours: {nl: "Uren per week volgens de rollen; leeg: niet te bepalen", en: "Hours a week by the roles; empty: not assessable"}
// ---
// By name, so that nobody is ranked. Hours are known only where every post held has a role whose load is stated.
MATCH (d:Dataset) WHERE d.id IN $datasets
WITH d.id AS dataset, coalesce($on, left(d.reference_date + '-01-01', 10), toString(date())) AS day
MATCH (person:Person {dataset: dataset})
WHERE all(x IN [person] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
WITH dataset, day, person, COLLECT {
    MATCH (person)-[holds:HOLDS]->(post:Post)
    WHERE all(x IN [holds, post] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
    RETURN {id: post.id, share: coalesce(holds.share, 1.0)} ORDER BY post.id
  } AS held
WITH dataset, day, person, held, [person.id] + [one IN held | one.id] AS hats,
     COLLECT {
       MATCH (post:Post)-[has:HAS_ROLE]->(role:Role)
       WHERE post.id IN [one IN held | one.id] AND role.load_hours IS NOT NULL AND all(x IN [has, role] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
       RETURN {post: post.id, hours: role.load_hours} ORDER BY post.id
     } AS loads
RETURN person.name AS person, person.id AS person_id, size(held) AS posts,
       size(COLLECT {
         MATCH (post:Post)-[seat:IN]->(body:Body)
         WHERE post.id IN hats AND all(x IN [seat, body] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
         RETURN DISTINCT body.id
       }) AS bodies,
       size(COLLECT {
         MATCH (a:Assignment)-[r:COMMISSIONED_BY]->(hat:Entity)
         WHERE hat.id IN hats AND all(x IN [a, r] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
         RETURN DISTINCT a.id
       }) AS commissions_given,
       size(COLLECT {
         MATCH (a:Assignment)-[r:CARRIED_OUT_BY]->(hat:Entity)
         WHERE hat.id IN hats AND all(x IN [a, r] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
         RETURN DISTINCT a.id
       }) AS commissions_carried_out,
       size(COLLECT {
         MATCH (a:Assignment)-[r:INVOLVES]->(hat:Entity)
         WHERE hat.id IN hats AND all(x IN [a, r] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
         RETURN DISTINCT a.id
       }) AS involved,
       COUNT { MATCH (every:Assignment {dataset: dataset}) WHERE all(x IN [every] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over) } AS of_assignments,
       CASE WHEN size(held) > 0 AND all(one IN held WHERE any(load IN loads WHERE load.post = one.id))
            THEN reduce(sum = 0.0, one IN held | sum + one.share * [load IN loads WHERE load.post = one.id | load.hours][0]) END AS hours
ORDER BY person, person_id

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
//   hours: {nl: "Minstens zoveel uren per week volgens de rollen; leeg: niet te bepalen", en: "At least so many hours a week by the roles; empty: not assessable"}
// ---
// By name, so that nobody is ranked. Hours are the stated loads of the roles held, each role once: what is not stated comes on top.
// The figures are those of the analysis role_overload.
MATCH (d:Dataset) WHERE d.id IN $datasets
WITH d.id AS dataset, coalesce($on, left(d.reference_date + '-01-01', 10), toString(date())) AS day
MATCH (person:Person {dataset: dataset})
WHERE all(x IN [person] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
WITH dataset, day, person, COLLECT {
    MATCH (person)-[holds:HOLDS]->(post:Post)
    WHERE all(x IN [holds, post] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
      AND all(x IN [holds, post] WHERE coalesce(x.standing, x.status) = 'actual')
    RETURN DISTINCT post
  } AS held
WITH dataset, day, person, held, [person] + held AS hats,
     COLLECT {
       UNWIND held AS post
       MATCH (post)-[has:HAS_ROLE]->(role:Role)
       WHERE role.load_hours IS NOT NULL AND all(x IN [has, role] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
         AND all(x IN [has, role] WHERE coalesce(x.standing, x.status) = 'actual')
       RETURN DISTINCT {role: role.id, hours: role.load_hours} AS load ORDER BY load.role
     } AS loads
RETURN person.name AS person, person.id AS person_id, size(held) AS posts,
       size(COLLECT {
         UNWIND held AS post
         MATCH (post)-[seat:IN]->(body:Body)
         WHERE all(x IN [seat, body] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
           AND all(x IN [seat, body] WHERE coalesce(x.standing, x.status) = 'actual')
         RETURN DISTINCT body.id
       }) AS bodies,
       size(COLLECT {
         UNWIND hats AS hat
         MATCH (a:Assignment)-[r:COMMISSIONED_BY]->(hat)
         WHERE all(x IN [a, r] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
           AND all(x IN [a, r] WHERE coalesce(x.standing, x.status) = 'actual')
         RETURN DISTINCT a.id
       }) AS commissions_given,
       size(COLLECT {
         UNWIND hats AS hat
         MATCH (a:Assignment)-[r:CARRIED_OUT_BY]->(hat)
         WHERE all(x IN [a, r] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
           AND all(x IN [a, r] WHERE coalesce(x.standing, x.status) = 'actual')
         RETURN DISTINCT a.id
       }) AS commissions_carried_out,
       size(COLLECT {
         UNWIND hats AS hat
         MATCH (a:Assignment)-[r:INVOLVES]->(hat)
         WHERE all(x IN [a, r] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
           AND all(x IN [a, r] WHERE coalesce(x.standing, x.status) = 'actual')
         RETURN DISTINCT a.id
       }) AS involved,
       COUNT {
         MATCH (every:Assignment {dataset: dataset})
         WHERE all(x IN [every] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
           AND coalesce(every.standing, every.status) IN ['actual', 'open']
       } AS of_assignments,
       CASE WHEN size(loads) > 0 THEN reduce(sum = 0.0, load IN loads | sum + load.hours) END AS hours,
       coalesce(person.marks, []) + reduce(all = [], one IN COLLECT {
         UNWIND hats AS hat
         MATCH (hat)-[r:HOLDS|IN|HAS_ROLE|COMMISSIONED_BY|CARRIED_OUT_BY|INVOLVES]-(what)
         WHERE (type(r) <> 'HOLDS' OR hat = person) AND all(x IN [r, what] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
           AND all(x IN [r, what] WHERE coalesce(x.standing, x.status) = 'actual')
         RETURN coalesce(r.marks, []) + coalesce(what.marks, []) AS marks ORDER BY r.id
       } | all + one) AS marks
ORDER BY person, person_id

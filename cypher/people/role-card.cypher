// ---
// title:
//   nl: Rolkaart
//   en: Role card
// question:
//   nl: "Wat wordt van mij verwacht, wat mag ik van anderen verwachten, en wie ondersteunt mij?"
//   en: "What is expected of me, what may I expect of others, and who supports me?"
// params:
//   role:
//     type: string
//     optional: true
//     about: {nl: "Alleen deze rol: id of naam", en: "Only this role: id or name"}
// shows: table
// columns:
//   role: {nl: "De rol", en: "The role"}
//   role_id: {nl: "Id van de rol", en: "Id of the role"}
//   side: {nl: "Kant; bestuurlijk of ambtelijk", en: "Side; political or official", values: Side}
//   purpose: {nl: "Waar zij voor is", en: "What it is for"}
//   accountabilities: {nl: "Waarvoor zij instaat", en: "What it answers for"}
//   expects: {nl: "Wat zij mag verwachten; van andere rollen", en: "What it may expect; of other roles"}
//   support: {nl: "Wie of wat haar ondersteunt", en: "Who or what supports it"}
//   load_hours: {nl: "Belasting, uren per week; leeg: niet vermeld", en: "Load, hours a week; empty: not stated"}
//   combines_with: {nl: "Gaat samen met; rollen die dezelfde persoon ook kan hebben", en: "Goes together with; roles that the same person may hold too"}
//   combines_with_id: {nl: "Hun id's", en: "Their ids"}
//   posts: {nl: "Functies met deze rol", en: "Posts with this role"}
//   posts_id: {nl: "Hun id's", en: "Their ids"}
//   responsible_for: {nl: "Verantwoordelijk voor", en: "Responsible for"}
// ---
MATCH (d:Dataset) WHERE d.id IN $datasets
WITH d.id AS dataset, coalesce($on, left(d.reference_date + '-01-01', 10), toString(date())) AS day
MATCH (role:Role {dataset: dataset})
WHERE all(x IN [role] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
  AND ($role IS NULL OR $role IN coalesce($same[role.id].called, [role.id, split(role.id, '/')[2], role.name]))
WITH role,
     COLLECT {
       MATCH (role)-[r:COMBINES_WITH]-(other:Role)
       WHERE all(x IN [r, other] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
       WITH other, collect(coalesce(r.marks, []) + coalesce(other.marks, [])) AS doubts
       RETURN {name: other.name, id: other.id, marks: reduce(all = [], x IN doubts | all + x)} ORDER BY other.id
     } AS others,
     COLLECT {
       MATCH (post:Post)-[r:HAS_ROLE]->(role)
       WHERE all(x IN [r, post] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
       RETURN {name: post.name, id: post.id, marks: coalesce(r.marks, []) + coalesce(post.marks, [])} ORDER BY post.id
     } AS posts,
     COLLECT {
       MATCH (post:Post)-[has:HAS_ROLE]->(role)
       MATCH (post)-[r:RESPONSIBLE_FOR]->(what)
       WHERE all(x IN [has, post, r, what] WHERE coalesce(x.valid_from, '') <= day AND day < coalesce(x.valid_before, '9999') AND NOT x.id IN $passed_over)
       WITH what, collect(coalesce(has.marks, []) + coalesce(post.marks, []) + coalesce(r.marks, []) + coalesce(what.marks, [])) AS doubts
       RETURN {name: what.name, marks: reduce(all = [], x IN doubts | all + x)} ORDER BY what.name, what.id
     } AS responsibilities
RETURN role.name AS role, role.id AS role_id, role.side AS side, role.purpose AS purpose, coalesce(role.accountabilities, []) AS accountabilities,
       coalesce(role.expects, []) AS expects, role.support AS support, role.load_hours AS load_hours,
       [one IN others | one.name] AS combines_with, [one IN others | one.id] AS combines_with_id,
       [one IN posts | one.name] AS posts, [one IN posts | one.id] AS posts_id, [one IN responsibilities | one.name] AS responsible_for,
       reduce(all = [], x IN [role] + others + posts + responsibilities | all + coalesce(x.marks, [])) AS marks
ORDER BY role_id

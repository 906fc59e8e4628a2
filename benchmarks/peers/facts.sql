-- What is true now of the one who asks: $1 the moment, $2 the network, $3 the session.
-- Every peer reads it once a request, as the gateway reads its own.
select s.customer_id as "customerKey",
  s.revoked_at is null and s.expires_at > $1
    and (l.disabled_at is null or l.disabled_at > $1)
    and c.login_id = s.login_id
    and exists (select from customer_access a
      where a.network_id = c.network_id and a.customer_id = c.id
      and a.from_at <= $1 and (a.until_at is null or a.until_at > $1))
    and not exists (select from customer_archivings a
      where a.network_id = c.network_id and a.customer_id = c.id
      and a.from_at <= $1 and (a.until_at is null or a.until_at > $1)) as valid,
  exists (select from customer_suspensions x
    where x.network_id = c.network_id and x.customer_id = c.id
    and x.from_at <= $1 and (x.until_at is null or x.until_at > $1)) as suspended,
  (select json_agg(json_build_array(k.plan_id, k.location_id, exists (select from freezes f
      where f.network_id = k.network_id and f.contract_id = k.id
      and f.from_at <= $1 and (f.until_at is null or f.until_at > $1))))
    from contracts k
    where k.network_id = c.network_id and k.customer_id = c.id and k.starts_at <= $1
    and (k.ends_at is null or k.ends_at > $1) and (k.removed_at is null or k.removed_at > $1)
    and not exists (select from contract_holds h
      where h.network_id = k.network_id and h.contract_id = k.id
      and h.from_at <= $1 and (h.until_at is null or h.until_at > $1))) as contracts,
  (select json_agg(json_build_array(m.team_id, m.role)) from team_members m
    where m.network_id = c.network_id and m.customer_id = c.id
    and m.from_at <= $1 and (m.until_at is null or m.until_at > $1)) as teams,
  (select json_agg(r."right") from customer_rights r
    where r.network_id = c.network_id and r.customer_id = c.id
    and r.from_at <= $1 and (r.until_at is null or r.until_at > $1)) as rights,
  (select json_agg(json_build_array(g.role, g.location_id)) from staff_grants g
    where g.network_id = s.network_id and g.login_id = s.login_id
    and g.from_at <= $1 and (g.until_at is null or g.until_at > $1)) as grants
from sessions s
join logins l on l.network_id = s.network_id and l.id = s.login_id
join customers c on c.network_id = s.network_id and c.id = s.customer_id
where s.network_id = $2 and s.id = $3

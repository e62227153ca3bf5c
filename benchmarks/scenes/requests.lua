-- What wrk sends: `wrk … URL -- load|save ROWS SEED`.
--
-- load: a random one of the runs that were there from the start.
-- save: nine of ten times over one of those, else a new run.
wrk.headers["X-Forwarded-Proto"] = "https"
wrk.headers["Content-Type"] = "application/json"

local body = '{"session_id":"%s","state":{"scene_index":%d,"party_name":"The Shard Seekers",'
  .. '"heroes":['
  .. '{"name":"Ash","class":"Ranger","hp":%d,"title":"of the marsh","level":3},'
  .. '{"name":"Bo","class":"Cleric","hp":9,"title":"of the hill","level":3},'
  .. '{"name":"Cyra","class":"Rogue","hp":12,"title":"of the harbour","level":3},'
  .. '{"name":"Dunn","class":"Bard","hp":14,"title":"of nowhere","level":3}],'
  .. '"symbol_choice":"owl","choices":{"scene1":"door","scene2":"climb","scene3":"%s",'
  .. '"scene4":{"asked":["keeper","ferryman"]},"scene5":"talk"}}}'
local answers = { "fight", "flee", "wait" }
local operations, operation, rows, seed = {}, nil, nil, nil
local new_runs = 0

function init(args)
  operation = operations[args[1]]
  rows = tonumber(args[2])
  seed = args[3]
  math.randomseed(tonumber(seed))
end

function request()
  return operation()
end

function operations.load()
  return wrk.format("GET", "/api/v1/load/run-" .. math.random(rows))
end

function operations.save()
  local session = "run-" .. math.random(rows)
  if math.random(10) == 1 then
    new_runs = new_runs + 1
    session = "new-" .. seed .. "-" .. new_runs
  end
  local text = body:format(session, math.random(11), math.random(20), answers[math.random(3)])
  return wrk.format("POST", "/api/v1/save", nil, text)
end

-- One line for load.py: requests, their duration, p50 and p99 in microseconds, errors.
function done(summary, latency)
  local errors = summary.errors
  local count = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  io.write(string.format(
    "RESULT %d %d %d %d %d\n",
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99), count
  ))
end

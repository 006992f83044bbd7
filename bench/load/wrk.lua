-- Sends the calls of a file, one after the other; see load.ts.
-- Arguments: form (header | body), path, caller's token, file of lines `token origin`

local head, middle, tail
local tokens, origins, count, position = {}, {}, 0, 0
local isBody

function init(args)
  local path, caller = args[2], args[3]
  isBody = args[1] == 'body'
  local host = 'Host: ' .. wrk.host .. ':' .. wrk.port .. '\r\n'
  if isBody then
    head = 'POST ' .. path .. ' HTTP/1.1\r\n' .. host .. 'Authorization: Bearer ' .. caller
      .. '\r\nContent-Type: application/json\r\nContent-Length: '
  else
    head = 'GET ' .. path .. ' HTTP/1.1\r\n' .. host .. 'Authorization: Bearer '
    middle = '\r\nOrigin: '
    tail = '\r\n\r\n'
  end
  for line in io.lines(args[4]) do
    local token, origin = line:match('^(%S+) (%S+)$')
    count = count + 1
    tokens[count], origins[count] = token, origin
  end
end

function request()
  position = position % count + 1
  if isBody then
    local body = '{"key":"' .. tokens[position] .. '","origin":"' .. origins[position] .. '"}'
    return head .. #body .. '\r\n\r\n' .. body
  end
  return head .. tokens[position] .. middle .. origins[position] .. tail
end

function done(summary, latency)
  local errors = summary.errors
  local failures = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  local form = 'VOLLEY {"requests":%d,"failures":%d,"requestsPerSecond":%.3f,"p50Ms":%.3f,"p99Ms":%.3f}\n'
  io.write('\n' .. form:format(summary.requests, failures, summary.requests / (summary.duration / 1e6),
    latency:percentile(50) / 1000, latency:percentile(99) / 1000))
end

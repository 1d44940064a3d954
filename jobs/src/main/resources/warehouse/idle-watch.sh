# Ends the embedded PostgreSQL once nobody has used it for a while, then ends itself.
# Arguments: server's process id, warehouse folder, idle seconds, seconds between looks.
pid=$1
folder=$2
limit=$3
step=$4
idle=0

ours() {
  kill -0 "$pid" 2>/dev/null && [ "$(head -n 1 "$folder/data/postmaster.pid" 2>/dev/null)" = "$pid" ]
}

clients() {
  [ -r "/proc/$pid/task/$pid/children" ] || return 0
  for child in $(cat "/proc/$pid/task/$pid/children"); do
    case "$(tr '\0' ' ' <"/proc/$child/cmdline" 2>/dev/null)" in
      *'127.0.0.1('*) return 0 ;;
    esac
  done
  return 1
}

touch "$folder/looked"
while
  sleep "$step"
  ours
do
  if clients || [ "$folder/used" -nt "$folder/looked" ]; then
    idle=0
    touch "$folder/looked"
    continue
  fi
  idle=$((idle + step))
  if [ "$idle" -ge "$limit" ]; then
    # TERM lets a client that came this moment finish
    ours && kill -TERM "$pid"
    exit 0
  fi
done

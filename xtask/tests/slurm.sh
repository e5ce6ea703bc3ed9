#!/usr/bin/env bash
# Starts a real Slurm of one node, submits will-scale at `quick` as eight shards, kills one task and
# requeues it, and compares the merged table byte for byte with a local run.
#
#     apt-get install slurm-wlm munge; xtask/tests/slurm.sh [FIGURE]
#
# Needs root (munge and slurmd change users). Leaves nothing behind but its temporary folder on failure.
set -euo pipefail
cd "$(dirname "$0")/../.."
figure=${1:-will-scale}
work=$(mktemp -d)
chmod 755 "$work"

stop() {
  [ -f "$work/slurmd.pid" ] && kill "$(cat "$work/slurmd.pid")" 2>/dev/null
  [ -f "$work/slurmctld.pid" ] && kill "$(cat "$work/slurmctld.pid")" 2>/dev/null
  [ -f "$work/munged.pid" ] && kill "$(cat "$work/munged.pid")" 2>/dev/null
  true
}
trap stop EXIT

# An own munge with an own key and socket, so that none on this machine is touched.
mkdir -p "$work"/{munge,state,spool,jobs}
dd if=/dev/urandom of="$work/munge/key" bs=1024 count=1 status=none
chown -R munge: "$work/munge"
chmod 700 "$work/munge" && chmod 400 "$work/munge/key"
mkdir "$work/socket" && chown munge: "$work/socket" && chmod 755 "$work/socket"
su munge -s /bin/bash -c "munged --key-file=$work/munge/key --socket=$work/socket/socket \
  --pid-file=$work/socket/munged.pid --log-file=$work/socket/munged.log --seed-file=$work/munge/seed --force"
ln -s socket/munged.pid "$work/munged.pid"

cat > "$work/slurm.conf" <<CONF
ClusterName=one
SlurmctldHost=$(hostname -s)(127.0.0.1)
SlurmUser=root
SlurmctldPort=17817
SlurmdPort=17818
AuthType=auth/munge
AuthInfo=socket=$work/socket/socket
CryptoType=crypto/munge
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerParameters=batch_sched_delay=0,sched_interval=1
ReturnToService=2
MailProg=/bin/true
StateSaveLocation=$work/state
SlurmdSpoolDir=$work/spool
SlurmctldPidFile=$work/slurmctld.pid
SlurmdPidFile=$work/slurmd.pid
SlurmctldLogFile=$work/slurmctld.log
SlurmdLogFile=$work/slurmd.log
MinJobAge=3600
NodeName=$(hostname -s) NodeAddr=127.0.0.1 CPUs=$(nproc) State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP
CONF
export SLURM_CONF="$work/slurm.conf"
slurmctld
slurmd
for _ in $(seq 60); do sinfo -h -o %T 2>/dev/null | grep -q idle && break; sleep 1; done
sinfo

cargo build --release --locked --package xtask
xtask=$PWD/target/release/xtask
[ -z "${CARGO_TARGET_DIR:-}" ] || xtask=$CARGO_TARGET_DIR/release/xtask
"$xtask" slurm --only "$figure" --tasks 8 --out "$work/shared" > "$work/submit.sh"
cd "$work/jobs"
bash "$work/submit.sh" | tee "$work/submitted"
array=$(sed -n 's/^array \([0-9]*\): .*/\1/p' "$work/submitted")

# Kill a task in the middle of its work, and put it back into the queue.
for _ in $(seq 300); do squeue -h -t R -o %i | grep -q "^${array}_" && break; sleep 0.2; done
task=$(squeue -h -t R -o %i | grep -m 1 "^${array}_")
sleep 1
echo "killing and requeuing $task"
pkill -KILL -f -- "--shard ${task#*_}/8" || echo "it had ended already"
scontrol requeue "$task" || echo "it could not be requeued"

while squeue -h -j "$array" 2>/dev/null | grep -q .; do sleep 1; done
[ -f "$work/shared/$figure.csv" ] || { cat "$work"/jobs/*.log; exit 1; }

"$xtask" figures --only "$figure" --out "$work/local" --jobs 2
cmp "$work/shared/$figure.csv" "$work/local/$figure.csv"
echo "the tables agree, byte for byte: $(wc -c < "$work/local/$figure.csv") bytes"
stop
rm -rf "$work"

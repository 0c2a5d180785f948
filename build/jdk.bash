# shellcheck shell=bash
#
# Finds a JDK. Not to be run by itself: a launcher sources it, and sets "needed_java" and "fail".
# shellcheck disable=SC2154

# The major version of the JDK in folder $1, or 0 where there is none. Reads the JDK's own release
# file, which is a hundred times faster than asking java.
jdk_version() {
  local version=0
  if [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ]; then
    version=$(sed -n 's/^JAVA_VERSION="\{0,1\}\([0-9]*\).*/\1/p' "$1/release")
  fi
  printf '%s\n' "${version:-0}"
}

is_new_enough() { [ "$(jdk_version "$1")" -ge "$needed_java" ]; }

# The JDK behind the java on the PATH; macOS has a stand-in there that must be asked.
jdk_on_path() {
  local java
  java=$(command -v java) || return 1
  while [ -L "$java" ]; do
    case $(readlink "$java") in
      /*) java=$(readlink "$java") ;;
      *) java=$(dirname "$java")/$(readlink "$java") ;;
    esac
  done
  if [ "$java" = /usr/bin/java ]; then
    "$java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.home = //p'
  else
    dirname "$(dirname "$java")"
  fi
}

find_jdk() {
  local home
  if [ -n "${EVERHOOK_JAVA_HOME:-}" ]; then
    is_new_enough "$EVERHOOK_JAVA_HOME" ||
      fail "EVERHOOK_JAVA_HOME is $EVERHOOK_JAVA_HOME, which is not a JDK $needed_java or later."
    printf '%s\n' "$EVERHOOK_JAVA_HOME"
    return
  fi
  for home in \
    "${JAVA_HOME:-}" \
    "$(jdk_on_path)" \
    /usr/lib/jvm/* \
    "$HOME"/.sdkman/candidates/java/* \
    "$HOME"/.jdks/* \
    /opt/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if [ -n "$home" ] && is_new_enough "$home"; then
      printf '%s\n' "$home"
      return
    fi
  done
  fail "a JDK $needed_java or later is needed and none was found." \
    "Install one (https://adoptium.net), or set EVERHOOK_JAVA_HOME to its folder."
}

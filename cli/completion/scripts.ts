/** What a shell must be told once: whom to ask. Each asks with the words so far, and takes lines of `word TAB about`. */

/** First word of the command line of a shell that asks. */
export const ASKING = '--complete'

export const SCRIPTS: Readonly<Record<string, string>> = {
  bash: `# Completion of gatesim for bash. In ~/.bashrc: source <(gatesim completion bash)
_gatesim() {
  local word about
  COMPREPLY=()
  while IFS=$'\\t' read -r word about; do
    COMPREPLY+=("$word")
  done < <(gatesim ${ASKING} "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
# Where there is no answer, names of files.
complete -o bashdefault -o default -F _gatesim gatesim
`,
  zsh: `#compdef gatesim
# Completion of gatesim for zsh. In ~/.zshrc, below compinit: source <(gatesim completion zsh)
_gatesim() {
  local word about
  local -a found
  while IFS=$'\\t' read -r word about; do
    found+=("\${word//:/\\\\:}:$about")
  done < <(gatesim ${ASKING} "\${(@)words[2,CURRENT]}" 2>/dev/null)
  # Where there is no answer, names of files.
  if (( $#found )); then _describe gatesim found; else _files; fi
}
if [[ "\${zsh_eval_context[-1]}" == loadautofunc ]]; then _gatesim "$@"; else compdef _gatesim gatesim; fi
`,
  fish: `# Completion of gatesim for fish: gatesim completion fish > ~/.config/fish/completions/gatesim.fish
function __gatesim_words
  set -l words (commandline -opc)
  set -e words[1]
  set -l typed (commandline -ct)
  gatesim ${ASKING} $words "$typed" 2>/dev/null
end
# The first word is a command; behind it names of files may stand too.
complete -c gatesim -f -n 'test (count (commandline -opc)) -eq 1' -a '(__gatesim_words)'
complete -c gatesim -n 'test (count (commandline -opc)) -gt 1' -a '(__gatesim_words)'
`,
}

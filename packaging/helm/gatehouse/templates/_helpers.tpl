{{- define "gatehouse.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 46 | trimSuffix "-" }}
{{- end }}

{{/* A pod has 17 characters more than its deployment, and a host name has 63 at most. */}}
{{- define "gatehouse.fullname" -}}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride | trunc 46 | trimSuffix "-" }}
{{- else if contains (include "gatehouse.name" .) .Release.Name }}
{{- .Release.Name | trunc 46 | trimSuffix "-" }}
{{- else }}
{{- printf "%s-%s" .Release.Name (include "gatehouse.name" .) | trunc 46 | trimSuffix "-" }}
{{- end }}
{{- end }}

{{- define "gatehouse.selector" -}}
app.kubernetes.io/name: {{ include "gatehouse.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "gatehouse.labels" -}}
{{ include "gatehouse.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- end }}

{{- define "gatehouse.serviceAccount" -}}
{{- if .Values.serviceAccount.create }}
{{- default (include "gatehouse.fullname" .) .Values.serviceAccount.name }}
{{- else if and .Values.serviceAccount.tokenReview (not .Values.serviceAccount.name) }}
{{- fail "serviceAccount.name: name the account that may have tokens reviewed (tokenReview), or let the chart create one; every pod without an account has the namespace's account default" }}
{{- else }}
{{- default "default" .Values.serviceAccount.name }}
{{- end }}
{{- end }}

{{- define "gatehouse.image" -}}
{{- if .Values.image.digest }}
{{- printf "%s@%s" .Values.image.repository .Values.image.digest }}
{{- else }}
{{- printf "%s:%s" .Values.image.repository (default .Chart.AppVersion .Values.image.tag) }}
{{- end }}
{{- end }}

{{/* Directories are asked in the order of the file, which a map of values does not have. */}}
{{- define "gatehouse.config" -}}
{{- $config := required "config: give gatehouse.yaml, as in --set-file config=gatehouse.yaml" .Values.config }}
{{- $map := include "gatehouse.configMap" . | fromYaml }}
{{- $secrets := include "gatehouse.secrets" (dict "value" $map "path" "") | trim }}
{{- with $secrets }}
{{- fail (printf "config: everybody who may read ConfigMaps would read these secrets. Put each into a file of a Secret in `secrets`, or into a variable in `env` that is taken from a Secret (valueFrom), for ${NAME} in config:\n%s" .) }}
{{- end }}
{{- if kindIs "string" $config }}
{{- $config }}
{{- else }}
{{- if and (gt (len (default dict $config.directories)) 1) (not (default dict $config.callout).directory_order) }}
{{- fail "config: a map has no order: name the directories in callout.directory_order, or give config as a text" }}
{{- end }}
{{- toYaml $config }}
{{- end }}
{{- end }}

{{/* The configuration as a map, whichever way it is given. */}}
{{- define "gatehouse.configMap" -}}
{{- $config := default dict .Values.config }}
{{- if kindIs "string" $config }}
{{- $config = fromYaml $config }}
{{- with $config.Error }}
{{- fail (printf "config: is not YAML: %s" .) }}
{{- end }}
{{- end }}
{{- toYaml $config }}
{{- end }}

{{/*
A line for each secret that is written out, without the secret: by the name of its key, by the form of a seed, and in URLs. What has a variable
in it (${NAME}) is none, and neither are names that people give to claims and attributes.
*/}}
{{- define "gatehouse.secrets" -}}
{{- $path := .path }}
{{- if kindIs "map" .value }}
{{- range $key, $value := .value }}
{{- include "gatehouse.secrets" (dict "value" $value "path" (printf "%s.%s" $path $key | trimPrefix ".")) }}
{{- end }}
{{- else if kindIs "slice" .value }}
{{- range .value }}
{{- include "gatehouse.secrets" (dict "value" . "path" $path) }}
{{- end }}
{{- else if not (or (kindIs "bool" .value) (kindIs "invalid" .value)) }}
{{- $text := toString .value }}
{{- $key := splitList "." $path | last }}
{{- $named := or (regexMatch "^([a-z0-9_]+_)?(password|passphrase|secret|token|hmac_key)$" $key) (eq $path "tracing.headers") }}
{{- $free := regexMatch "^rules\\.|\\.(claim_validation_rules|claim_mappings|attributes|match)\\." $path }}
{{- if and $text (not (regexMatch "(^|[^$])[$][{]" $text)) }}
{{- if regexMatch "^directories\\.[^.]+\\.headers\\." $path }}
{{- printf "- %s: give ${NAME} and the variable\n" $path }}
{{- else if and $named (not $free) }}
{{- printf "- %s: give %s_file\n" $path $path }}
{{- else if regexMatch "(^|[^A-Z0-9])S[ACNOUX][A-Z2-7]{56}($|[^A-Z0-9])" $text }}
{{- printf "- %s: give the name of a file with the seed\n" $path }}
{{- else if or (regexMatch "://[^/@:,]*:[^/@,]+@" $text) (regexMatch "(nats|tls|wss?)://[^/@,]+@" $text) }}
{{- printf "- %s: give the URL without the login, and %s\n" $path (regexMatch "(nats|tls|wss?)://" $text | ternary "user with password_file, token_file or creds" "password_file") }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}

{{/* Variables are in the Deployment as they are given. */}}
{{- define "gatehouse.env" -}}
{{- range .Values.env }}
{{- if and .value (regexMatch "^GATEHOUSE_([A-Z0-9_]+_)?(PASSWORD|PASSPHRASE|SECRET|TOKEN|HMAC_KEY|SEED|NKEY|SIGNING_KEY|TRACING_HEADERS)$" .name) }}
{{- if not (and (regexMatch "_(SEED|NKEY|SIGNING_KEY)$" .name) (not (regexMatch "(^|[^A-Z0-9])S[ACNOUX][A-Z2-7]{56}($|[^A-Z0-9])" (toString .value)))) }}
{{- fail (printf "env: %s is a secret: take it from a Secret (valueFrom.secretKeyRef)" .name) }}
{{- end }}
{{- end }}
{{- end }}
{{- toYaml .Values.env }}
{{- end }}

{{/* Admin requests are served at a port of their own, which is 9465 unless the configuration says otherwise. */}}
{{- define "gatehouse.refuseAdminPort" -}}
{{- $http := default dict (include "gatehouse.configMap" . | fromYaml).http }}
{{- $token := or $http.admin_token $http.admin_token_file }}
{{- $listen := $http.admin_listen }}
{{- range .Values.env }}
{{- if has .name (list "GATEHOUSE_HTTP_ADMIN_TOKEN" "GATEHOUSE_HTTP_ADMIN_TOKEN_FILE") }}
{{- $token = .name }}
{{- else if eq .name "GATEHOUSE_HTTP_ADMIN_LISTEN" }}
{{- $listen = .name }}
{{- end }}
{{- end }}
{{- if and $token (not $listen) (eq (int .Values.http.port) 9465) }}
{{- fail "http.port: 9465 is where admin requests are served; give another one, or http.admin_listen in config" }}
{{- end }}
{{- end }}

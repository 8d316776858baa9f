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
{{- if kindIs "string" $config }}
{{- $config }}
{{- else }}
{{- if and (gt (len (default dict $config.directories)) 1) (not (default dict $config.callout).directory_order) }}
{{- fail "config: a map has no order: name the directories in callout.directory_order, or give config as a text" }}
{{- end }}
{{- toYaml $config }}
{{- end }}
{{- end }}

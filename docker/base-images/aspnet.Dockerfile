# Context: the installed .NET SDK, of which the runtime is taken.
FROM localhost/platform-check/debian
COPY dotnet /usr/share/dotnet/dotnet
COPY host /usr/share/dotnet/host
COPY shared /usr/share/dotnet/shared
ENV APP_UID=1654 ASPNETCORE_HTTP_PORTS=8080 DOTNET_RUNNING_IN_CONTAINER=true
RUN ln -s /usr/share/dotnet/dotnet /usr/bin/dotnet && useradd --uid "$APP_UID" --user-group --create-home app

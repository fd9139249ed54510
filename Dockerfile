# Build: the SDK restores from the committed lock files and publishes the portable program.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /src
ENV CI=true DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

# Project files first: the restore layer is reused as long as no package changes.
COPY global.json Directory.Build.props Directory.Packages.props BannedSymbols.txt .editorconfig ./
COPY build/ build/
COPY CopyTrade.Domain/CopyTrade.Domain.csproj CopyTrade.Domain/packages.lock.json CopyTrade.Domain/
COPY CopyTrade.Infrastructure/CopyTrade.Infrastructure.csproj CopyTrade.Infrastructure/packages.lock.json CopyTrade.Infrastructure/
COPY CopyTrade.Simulator/CopyTrade.Simulator.csproj CopyTrade.Simulator/packages.lock.json CopyTrade.Simulator/
COPY CopyTrade.Web/CopyTrade.Web.csproj CopyTrade.Web/packages.lock.json CopyTrade.Web/
RUN dotnet restore CopyTrade.Web

COPY CopyTrade.Domain/ CopyTrade.Domain/
COPY CopyTrade.Infrastructure/ CopyTrade.Infrastructure/
COPY CopyTrade.Simulator/ CopyTrade.Simulator/
COPY CopyTrade.Web/ CopyTrade.Web/
RUN dotnet publish CopyTrade.Web -c Release --no-restore -o /app

# Run: no SDK, no shell user, no root.
FROM mcr.microsoft.com/dotnet/aspnet:10.0
# curl for the health check; libsecp256k1 for constant-time signatures, under whichever soname this release ships.
RUN apt-get update -qq \
 && apt-get install -y -qq --no-install-recommends curl \
      "$(apt-cache search --names-only '^libsecp256k1-[0-9]+$' | awk 'NR == 1 { print $1 }')" \
 && rm -rf /var/lib/apt/lists/* \
 && install -d -o "$APP_UID" -g "$APP_UID" -m 0700 /data
WORKDIR /app
COPY --from=build /app .
ENV ASPNETCORE_URLS=http://0.0.0.0:5080 Data__Directory=/data DOTNET_EnableDiagnostics=0
USER $APP_UID
VOLUME /data
EXPOSE 5080
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=4 \
  CMD curl --fail --silent --show-error --max-time 4 http://127.0.0.1:5080/health > /dev/null
ENTRYPOINT ["dotnet", "CopyTrade.Web.dll"]
CMD ["serve"]

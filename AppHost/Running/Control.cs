using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Platform.AppHost.Running;

/// <summary>
/// A small HTTP API for the command line, on the loopback interface. Its address and its key are in
/// control.json, which only the owner of the run folder can read.
/// </summary>
internal sealed class Control(RunFolder run, Scaling scaling) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        string key = RandomNumberGenerator.GetHexString(32, lowercase: true);
        string url = $"http://127.0.0.1:{run.Port("apphost/control")}";
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        await using var app = builder.Build();
        app.Use(
            async (context, next) =>
            {
                if (context.Request.Headers.Authorization == $"Bearer {key}")
                {
                    await next(context);
                }
                else
                {
                    context.Response.StatusCode = (int)HttpStatusCode.Unauthorized;
                }
            }
        );
        app.MapPost("/scale/{service}/{replicas:int}", Scale);
        await app.StartAsync(stoppingToken);
        string file = run.File("control.json");
        RunFolder.Write(file, new { url, key });
        try
        {
            await Task.Delay(Timeout.Infinite, stoppingToken);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private async Task<IResult> Scale(string service, int replicas, CancellationToken cancellationToken)
    {
        int before = scaling.Running(service);
        try
        {
            await scaling.Scale(service, replicas, cancellationToken);
            return Results.Ok(
                new
                {
                    service,
                    before,
                    replicas,
                }
            );
        }
        catch (DistributedApplicationException e)
        {
            return Results.Problem(e.Message, statusCode: (int)HttpStatusCode.BadRequest);
        }
    }
}

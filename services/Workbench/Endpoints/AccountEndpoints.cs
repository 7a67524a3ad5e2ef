using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Platform.Contracts;
using Platform.DatasetClient;
using Platform.Workbench.Pages;
using Platform.Workbench.SignIn;

namespace Platform.Workbench.Endpoints;

/// <summary>The administrator's page of accounts.</summary>
internal static class AccountEndpoints
{
    public static void MapAccounts(this IEndpointRouteBuilder app)
    {
        app.MapGet(
            "/people",
            (Accounts accounts, IDatasetApi dataset, CancellationToken c) => Show(accounts, dataset, null, null, c)
        );
        app.MapPost("/people", Link);
        app.MapPost("/people/{name}/remove", Remove);
    }

    private static async Task<IResult> Link(
        [FromForm] string? name,
        [FromForm] string? role,
        Accounts accounts,
        IDatasetApi dataset,
        ILoggerFactory logs,
        CancellationToken cancellationToken
    )
    {
        name = name?.Trim();
        if (name is null || !Names.IsValid(name) || role is null || !Roles.All.Contains(role))
        {
            return await Show(accounts, dataset, null, $"A name is {Names.Rule}.", cancellationToken);
        }

        var link = accounts.MakeLink(name, role);
        logs.CreateLogger(typeof(AccountEndpoints).Namespace!).LinkMade(name, role);
        return await Show(accounts, dataset, (name, link), null, cancellationToken);
    }

    private static IResult Remove(string name, IFormCollection form, Accounts accounts, ILoggerFactory logs)
    {
        _ = form;
        if (name != AdministratorLink.Name && accounts.Remove(name))
        {
            logs.CreateLogger(typeof(AccountEndpoints).Namespace!).AccountRemoved(name);
        }

        return Results.LocalRedirect("/people");
    }

    private static async Task<RazorComponentResult<PeoplePage>> Show(
        Accounts accounts,
        IDatasetApi dataset,
        (string Name, string Url)? link,
        string? error,
        CancellationToken cancellationToken
    ) =>
        new(
            new
            {
                accounts.All,
                Link = link,
                Error = error,
                Rounds = await dataset.GetRounds(cancellationToken),
            }
        )
        {
            StatusCode = error is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest,
        };
}

using Microsoft.AspNetCore.Mvc;
using Platform.Contracts;
using Platform.Workbench.SignIn;

namespace Platform.Workbench.Endpoints;

/// <summary>The administrator's pages of accounts.</summary>
internal static class AccountEndpoints
{
    public static void MapAccounts(this IEndpointRouteBuilder app)
    {
        var people = app.MapGroup("/people").RequireAuthorization(Roles.AdministrationPolicy);
        people.MapGet("", (People pages, CancellationToken c) => pages.All(c));
        people.MapPost("", Invite);
        people.MapGet("/{name}", (string name, People pages, CancellationToken c) => pages.One(name, c));
        people.MapPost("/{name}/link", Link);
        people.MapPost("/{name}/role", ChangeRole);
        people.MapPost("/{name}/disable", Disable);
        people.MapPost("/{name}/enable", Enable);
        people.MapPost("/{name}/unlock", Unlock);
        people.MapPost("/{name}/reset", Reset);
        people.MapPost("/{name}/remove", Remove);
        people.MapLabellers();
    }

    private static async Task<IResult> Invite(
        [FromForm] string? name,
        [FromForm] string? role,
        People pages,
        AccountManager accounts,
        CancellationToken cancellationToken
    )
    {
        name = name?.Trim();
        if (name is null || !Names.IsValid(name) || role is null || !Roles.All.Contains(role))
        {
            return await pages.All(cancellationToken, error: $"A name is {Names.Rule}.");
        }

        if (role != Roles.Administrator && pages.WhyNot(name) is { } reason)
        {
            return await pages.All(cancellationToken, error: reason);
        }

        var (link, result) = await accounts.Invite(name, role);
        pages.Report(name, $"a link as {role}", result);
        return link is null
            ? await pages.All(cancellationToken, error: SignInEndpoints.Sentences(result))
            : await pages.All(cancellationToken, (name, link));
    }

    private static Task<IResult> Link(
        string name,
        IFormCollection form,
        People pages,
        AccountManager accounts,
        CancellationToken cancellationToken
    )
    {
        _ = form;
        return pages.MakeLink(name, "a new link", a => accounts.Invite(name, a.Stored.Role), cancellationToken);
    }

    private static Task<IResult> Reset(
        string name,
        IFormCollection form,
        People pages,
        AccountManager accounts,
        CancellationToken cancellationToken
    )
    {
        _ = form;
        return pages.MakeLink(name, "reset", accounts.Reset, cancellationToken);
    }

    private static Task<IResult> ChangeRole(
        string name,
        [FromForm] string? role,
        People pages,
        AccountManager accounts,
        CancellationToken cancellationToken
    ) =>
        role is not null && Roles.All.Contains(role)
            ? pages.Change(
                name,
                $"role {role}",
                a => accounts.ChangeRole(a, role),
                cancellationToken,
                restricting: role != Roles.Administrator
            )
            : pages.One(name, cancellationToken, error: $"Choose a role: {string.Join(", ", Roles.All)}.");

    private static Task<IResult> Disable(
        string name,
        IFormCollection form,
        People pages,
        AccountManager accounts,
        CancellationToken cancellationToken
    )
    {
        _ = form;
        return pages.Change(name, "disabled", a => accounts.Disable(a, true), cancellationToken, restricting: true);
    }

    private static Task<IResult> Enable(
        string name,
        IFormCollection form,
        People pages,
        AccountManager accounts,
        CancellationToken cancellationToken
    )
    {
        _ = form;
        return pages.Change(name, "enabled", a => accounts.Disable(a, false), cancellationToken);
    }

    private static Task<IResult> Unlock(
        string name,
        IFormCollection form,
        People pages,
        AccountManager accounts,
        CancellationToken cancellationToken
    )
    {
        _ = form;
        return pages.Change(name, "unlocked", accounts.Unlock, cancellationToken);
    }

    private static Task<IResult> Remove(
        string name,
        IFormCollection form,
        People pages,
        AccountManager accounts,
        CancellationToken cancellationToken
    )
    {
        _ = form;
        return pages.Change(
            name,
            "removed",
            a => accounts.DeleteAsync(a),
            cancellationToken,
            restricting: true,
            next: "/people"
        );
    }
}

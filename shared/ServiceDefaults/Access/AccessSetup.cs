using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Platform.Contracts;

namespace Platform.ServiceDefaults.Access;

/// <summary>Closes every endpoint that does not say otherwise.</summary>
public static class AccessSetup
{
    /// <summary>Policy of endpoints that any token may use.</summary>
    public const string Reading = "reading";

    /// <summary>Policy of endpoints that only an administrator's token or the installation's credential may use.</summary>
    public const string Administration = "administration";

    /// <summary>Policy of endpoints that the installation's own services use, and no token.</summary>
    public const string Installation = "installation";

    /// <summary>Policy of endpoints that a labeller's token may use, for the tasks of its own account.</summary>
    public const string Labelling = "labelling of tasks";

    /// <summary>Policy of endpoints that an adjudicator's token may use, as its own account.</summary>
    public const string Adjudicating = "adjudicating";

    /// <summary>
    /// Requests without a valid token are refused, except to endpoints that allow anonymous requests. Reading requests need
    /// the scope <c>read</c>, all others <c>write</c>.
    /// </summary>
    public static WebApplicationBuilder AddAccess(this WebApplicationBuilder builder)
    {
        builder
            .Services.AddOptions<AccessOptions>()
            .BindConfiguration(AccessOptions.Section)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        builder
            .Services.AddAuthentication(AccessHandler.Name)
            .AddScheme<AuthenticationSchemeOptions, AccessHandler>(AccessHandler.Name, null);
        builder
            .Services.AddAuthorizationBuilder()
            .SetFallbackPolicy(
                Policy(r =>
                    HttpMethods.IsGet(r.Method) || HttpMethods.IsHead(r.Method) ? AccessScope.Read : AccessScope.Write
                )
            )
            .AddPolicy(Reading, Policy(_ => AccessScope.Read))
            .AddPolicy(Administration, Policy(_ => AccessScope.Administer))
            .AddPolicy(Labelling, Policy(_ => AccessScope.Label))
            .AddPolicy(Adjudicating, Policy(_ => AccessScope.Adjudicate))
            .AddPolicy(
                Installation,
                p => p.AddAuthenticationSchemes(AccessHandler.Name).RequireClaim(AccessClaims.Installation)
            );
        return builder;
    }

    private static AuthorizationPolicy Policy(Func<HttpRequest, string> wanted) =>
        new AuthorizationPolicyBuilder(AccessHandler.Name)
            .RequireAuthenticatedUser()
            .RequireAssertion(context =>
                context.Resource is HttpContext { Request: { } request }
                && context.User.FindFirst(AccessClaims.Scope) is { } scope
                && AccessScope.Includes(scope.Value, wanted(request))
            )
            .Build();
}

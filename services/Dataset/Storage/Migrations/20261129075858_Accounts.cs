using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Platform.Dataset.Storage.Migrations
{
    /// <inheritdoc />
    public partial class Accounts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_access_tokens_name",
                schema: "dataset",
                table: "access_tokens");

            migrationBuilder.AddColumn<string>(
                name: "owner",
                schema: "dataset",
                table: "access_tokens",
                type: "text",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "accounts",
                schema: "dataset",
                columns: table => new
                {
                    name = table.Column<string>(type: "text", nullable: false),
                    role = table.Column<string>(type: "text", nullable: false),
                    stamp = table.Column<string>(type: "text", nullable: false),
                    revision = table.Column<string>(type: "text", nullable: false),
                    created = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    password_hash = table.Column<string>(type: "text", nullable: true),
                    failures = table.Column<int>(type: "integer", nullable: false),
                    locked_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    disabled = table.Column<bool>(type: "boolean", nullable: false),
                    link_sha256 = table.Column<string>(type: "text", nullable: true),
                    link_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_accounts", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "account_logins",
                schema: "dataset",
                columns: table => new
                {
                    provider = table.Column<string>(type: "text", nullable: false),
                    key = table.Column<string>(type: "text", nullable: false),
                    account = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_account_logins", x => new { x.provider, x.key });
                    table.ForeignKey(
                        name: "fk_account_logins_accounts_account",
                        column: x => x.account,
                        principalSchema: "dataset",
                        principalTable: "accounts",
                        principalColumn: "name",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_access_tokens_owner_name",
                schema: "dataset",
                table: "access_tokens",
                columns: new[] { "owner", "name" },
                unique: true)
                .Annotation("Npgsql:NullsDistinct", false);

            migrationBuilder.CreateIndex(
                name: "ix_account_logins_account",
                schema: "dataset",
                table: "account_logins",
                column: "account");

            migrationBuilder.CreateIndex(
                name: "ix_accounts_link_sha256",
                schema: "dataset",
                table: "accounts",
                column: "link_sha256",
                unique: true);

            migrationBuilder.AddForeignKey(
                name: "fk_access_tokens_accounts_owner",
                schema: "dataset",
                table: "access_tokens",
                column: "owner",
                principalSchema: "dataset",
                principalTable: "accounts",
                principalColumn: "name",
                onDelete: ReferentialAction.Cascade);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_access_tokens_accounts_owner",
                schema: "dataset",
                table: "access_tokens");

            migrationBuilder.DropTable(
                name: "account_logins",
                schema: "dataset");

            migrationBuilder.DropTable(
                name: "accounts",
                schema: "dataset");

            migrationBuilder.DropIndex(
                name: "ix_access_tokens_owner_name",
                schema: "dataset",
                table: "access_tokens");

            migrationBuilder.DropColumn(
                name: "owner",
                schema: "dataset",
                table: "access_tokens");

            migrationBuilder.CreateIndex(
                name: "ix_access_tokens_name",
                schema: "dataset",
                table: "access_tokens",
                column: "name",
                unique: true);
        }
    }
}

// biome-ignore-all format: written by a program
// biome-ignore-all lint: written by a program
// Written from openapi.json by `npm run generate --workspace packages/client`. Do not edit.

export interface paths {
    "/widget/{id}.js": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The loader with the current key of a deployment
         * @description For a script element: `no-cache` with an ETag. There a refusal is a script, too, with status 200 and the code in the header X-Wicketgate-Refusal.
         */
        get: operations["theLoaderWithTheCurrentKeyOfADeployment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/widget/config": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the widget needs to appear
         * @description Browsers omit Origin on same-origin GETs; the widget then uses POST.
         */
        get: operations["whatTheWidgetNeedsToAppear"];
        put?: never;
        /**
         * What the widget needs to appear, by POST
         * @description Browsers omit Origin on same-origin GETs; the widget then uses POST.
         */
        post: operations["whatTheWidgetNeedsToAppearByPost"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/widget/identity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tie the visitor to a proven person, or renew the proof
         * @description Needs the header X-Visitor-Token.
         */
        post: operations["tieTheVisitorToAProvenPersonOrRenewTheProof"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/widget/conversations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Open a conversation
         * @description With the header X-Visitor-Token another one of the same visitor.
         */
        post: operations["openAConversation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/widget/conversations/{id}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the messages of a conversation, oldest first
         * @description To the visitor who holds the X-Visitor-Token. `after` is the id of a message.
         */
        get: operations["listTheMessagesOfAConversationOldestFirst"];
        put?: never;
        /**
         * Post a message
         * @description Accept: application/json waits for the reply; Accept: text/event-stream follows it with the events message {message}, delta {text}, reply {message} and error {problem}. A clientMessageId posted before is not stored again: its reply is replayed, then continues.
         */
        post: operations["postAMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show who is signed in */
        get: operations["showWhoIsSignedIn"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Check the first set-up link */
        get: operations["checkTheFirstSetUpLink"];
        put?: never;
        /**
         * Become the first owner
         * @description Spends the link that the first start prints. An organization that is there already is joined, and renamed where a name is given.
         */
        post: operations["becomeTheFirstOwner"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitations/acceptance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show the invitation behind a link */
        get: operations["showTheInvitationBehindALink"];
        put?: never;
        /**
         * Accept an invitation
         * @description Makes the account (name and password) and signs in; somebody who has one signs in first and sends the token alone.
         */
        post: operations["acceptAnInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the organizations of the instance
         * @description For the operator only.
         */
        get: operations["listTheOrganizationsOfTheInstance"];
        put?: never;
        /**
         * Create an organization with the key that owns it
         * @description For the operator only; a person becomes an owner of it.
         */
        post: operations["createAnOrganizationWithTheKeyThatOwnsIt"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organization": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show your organization */
        get: operations["showYourOrganization"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change your organization */
        patch: operations["changeYourOrganization"];
        trace?: never;
    };
    "/api/v1/organization/allowed-origins": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show the origins that deployments inherit */
        get: operations["showTheOriginsThatDeploymentsInherit"];
        /** Replace the origins that deployments inherit */
        put: operations["replaceTheOriginsThatDeploymentsInherit"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List members */
        get: operations["listMembers"];
        put?: never;
        /**
         * Add a member, who is invited
         * @description Mails the link where SMTP is set, else answers with it.
         */
        post: operations["addAMemberWhoIsInvited"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/members/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Remove a member or leave */
        delete: operations["removeAMemberOrLeave"];
        options?: never;
        head?: never;
        /** Change the role and permissions of a member */
        patch: operations["changeTheRoleAndPermissionsOfAMember"];
        trace?: never;
    };
    "/api/v1/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List invitations that wait for an answer */
        get: operations["listInvitationsThatWaitForAnAnswer"];
        put?: never;
        /**
         * Invite somebody
         * @description Mails the link where SMTP is set, else answers with it.
         */
        post: operations["inviteSomebody"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take an invitation back */
        delete: operations["takeAnInvitationBack"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chatbots": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List chatbots */
        get: operations["listChatbots"];
        put?: never;
        /** Create a chatbot */
        post: operations["createAChatbot"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chatbots/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a chatbot */
        get: operations["showAChatbot"];
        put?: never;
        post?: never;
        /**
         * Delete a chatbot with everything in it
         * @description A key needs the scope deployments:write too where deployments end. They stay as revoked rows; transcripts are shown no more, and removed within minutes.
         */
        delete: operations["deleteAChatbotWithEverythingInIt"];
        options?: never;
        head?: never;
        /** Change a chatbot */
        patch: operations["changeAChatbot"];
        trace?: never;
    };
    "/api/v1/chatbots/{id}/answers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show what a chatbot can answer */
        get: operations["showWhatAChatbotCanAnswer"];
        /** Replace what a chatbot can answer */
        put: operations["replaceWhatAChatbotCanAnswer"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deployments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the organization's deployments, of every chatbot that one may see */
        get: operations["listTheOrganizationSDeploymentsOfEveryChatbotThatOneMaySee"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chatbots/{id}/deployments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List a chatbot's deployments */
        get: operations["listAChatbotSDeployments"];
        put?: never;
        /** Create a deployment */
        post: operations["createADeployment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deployments/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a deployment */
        get: operations["showADeployment"];
        put?: never;
        post?: never;
        /** Remove a revoked deployment from view */
        delete: operations["removeARevokedDeploymentFromView"];
        options?: never;
        head?: never;
        /** Change a deployment */
        patch: operations["changeADeployment"];
        trace?: never;
    };
    "/api/v1/deployments/{id}/revocation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Revoke a deployment with all its keys */
        post: operations["revokeADeploymentWithAllItsKeys"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deployments/{id}/snippet": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show what to paste into the page
         * @description With a placeholder for the key: POST /keys/{id}/reveal shows a revealable one again.
         */
        get: operations["showWhatToPasteIntoThePage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deployments/{id}/restriction-previews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Preview a restriction
         * @description What it would have refused of the calls that were let in during the last seven days.
         */
        post: operations["previewARestriction"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deployments/{id}/report-only": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Enforce a restriction that is only tried */
        delete: operations["enforceARestrictionThatIsOnlyTried"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deployments/{id}/previews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Get a token that shows the chat in the console
         * @description Good for ten minutes, on pages of this server's own origin only. Its calls are counted nowhere, and its conversations are listed nowhere and removed. Widget settings in the body are tried out without being saved.
         */
        post: operations["getATokenThatShowsTheChatInTheConsole"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deployments/{id}/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Add a second key */
        post: operations["addASecondKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deployments/{id}/rotations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Rotate the key of a deployment
         * @description A new key replaces all that work, at once or after a grace period.
         */
        post: operations["rotateTheKeyOfADeployment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organization/rotations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Rotate the keys of every deployment
         * @description All or none. API keys and signing secrets are not touched.
         */
        post: operations["rotateTheKeysOfEveryDeployment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/keys/{id}/revocation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Revoke one key of a deployment */
        post: operations["revokeOneKeyOfADeployment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/keys/{id}/reveal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Show a revealable key again */
        post: operations["showARevealableKeyAgain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/keys/{id}/quarantine": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Release a key from quarantine */
        delete: operations["releaseAKeyFromQuarantine"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deployments/{id}/rotation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * See which keys are still sent
         * @description By key and origin, since the newest key was made: whether an older one can be retired.
         */
        get: operations["seeWhichKeysAreStillSent"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Move the end of a rotation */
        patch: operations["moveTheEndOfARotation"];
        trace?: never;
    };
    "/api/v1/chatbots/{id}/signing-secrets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List a chatbot's active signing secrets */
        get: operations["listAChatbotSActiveSigningSecrets"];
        put?: never;
        /** Create a signing secret */
        post: operations["createASigningSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/signing-secrets/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revoke a signing secret */
        delete: operations["revokeASigningSecret"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List API keys */
        get: operations["listApiKeys"];
        put?: never;
        /** Create an API key */
        post: operations["createAnApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/api-keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End an API key now and take it out of the list */
        delete: operations["endAnApiKeyNowAndTakeItOutOfTheList"];
        options?: never;
        head?: never;
        /** Change an API key */
        patch: operations["changeAnApiKey"];
        trace?: never;
    };
    "/api/v1/api-keys/{id}/rotations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Replace an API key by one that may do the same */
        post: operations["replaceAnApiKeyByOneThatMayDoTheSame"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/keys/verification": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Verify a key
         * @description Judged like a call of the widget API, as of this very request. Counts against the key’s limit.
         */
        post: operations["verifyAKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/decisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Explain a hypothetical call */
        post: operations["explainAHypotheticalCall"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/decisions/{requestId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Explain a refusal
         * @description By the request id that the refused call was answered with; kept for 7 days.
         */
        get: operations["explainARefusal"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rejections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List rejected origins and addresses
         * @description Grouped by key, origin and reason; last seen first. Readable on any node within 2 s.
         */
        get: operations["listRejectedOriginsAndAddresses"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rejections/{id}/allowance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Allow a rejected origin
         * @description Adds exactly this origin to the allowed domains of the deployment, in force for the next request. A look-alike of an allowed domain is refused with `lookalike_unconfirmed` unless it is confirmed.
         */
        post: operations["allowARejectedOrigin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rejections/{id}/mute": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Mute a rejection */
        post: operations["muteARejection"];
        /** Unmute a rejection */
        delete: operations["unmuteARejection"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/activity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who did what */
        get: operations["whoDidWhat"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/activity/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who did what, as a file, oldest first */
        get: operations["whoDidWhatAsAFileOldestFirst"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/activity/verification": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the trail is whole */
        get: operations["whetherTheTrailIsWhole"];
        put?: never;
        /** Whether the trail is whole and still contains a checkpoint */
        post: operations["whetherTheTrailIsWholeAndStillContainsACheckpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/activity/checkpoints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Vouch for the trail as it is now */
        post: operations["vouchForTheTrailAsItIsNow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Count calls
         * @description By key, origin, outcome or route, for each hour or day. With `format=csv` or `Accept: text/csv` as a spreadsheet. Calls with unknown keys are not counted.
         */
        get: operations["countCalls"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/usage/latency": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * See how long answers took
         * @description Quantiles from a histogram, so they are estimates between its bounds.
         */
        get: operations["seeHowLongAnswersTook"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what was noticed
         * @description Surges, new origins, look-alikes of allowed domains: each once, newest first.
         */
        get: operations["listWhatWasNoticed"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chatbots/{id}/conversations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List conversations of a chatbot */
        get: operations["listConversationsOfAChatbot"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{id}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a transcript, oldest message first */
        get: operations["showATranscriptOldestMessageFirst"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Delete a conversation for good */
        delete: operations["deleteAConversationForGood"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/health-report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What should be looked at */
        get: operations["whatShouldBeLookedAt"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List who is notified of what */
        get: operations["listWhoIsNotifiedOfWhat"];
        put?: never;
        /** Notify somebody */
        post: operations["notifySomebody"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Notify somebody no more */
        delete: operations["notifySomebodyNoMore"];
        options?: never;
        head?: never;
        /** Change who is notified of what */
        patch: operations["changeWhoIsNotifiedOfWhat"];
        trace?: never;
    };
    "/api/v1/webhooks/{id}/rotations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Replace the secret that signs webhooks */
        post: operations["replaceTheSecretThatSignsWebhooks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what was sent and what came of it */
        get: operations["listWhatWasSentAndWhatCameOfIt"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/{id}/tests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a test */
        post: operations["sendATest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deliveries/{id}/replays": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send an event once more */
        post: operations["sendAnEventOnceMore"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description RFC 9457 application/problem+json */
        Problem: {
            type: string;
            title: string;
            status: number;
            detail: string;
            /** @description Stable; API.md lists them all */
            code: string;
            requestId: string;
            errors?: {
                pointer: string;
                detail: string;
            }[];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    theLoaderWithTheCurrentKeyOfADeployment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description widget.js with the key, or a refusal */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/javascript": string;
                };
            };
            /** @description Default Response */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem with a stable code */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem with a stable code */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    whatTheWidgetNeedsToAppear: {
        parameters: {
            query?: {
                /** @description Language tags (BCP 47) separated by spaces, the most important one first */
                locale?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        chatbot: {
                            id: string;
                            name: string;
                            avatarUrl: string | null;
                            welcomeMessage: string | null;
                        };
                        ui: {
                            showCloseButton: boolean;
                            showNewConversationButton: boolean;
                            expandInContainer: boolean;
                            privacyPolicyUrl: string | null;
                            termsOfServiceUrl: string | null;
                            maxMessages: {
                                /** @description The visitor's messages in a conversation */
                                limit: number;
                                /** @description What the visitor is told then */
                                message: string;
                            } | null;
                        };
                        launcher: {
                            /** @description px */
                            size: number;
                            position: "left" | "right";
                            /** @description px */
                            bottomMargin: number;
                            /** @description Page-entry sound */
                            sound: boolean;
                            prompts: {
                                messages: string[];
                                mode: "rotate" | "random";
                                intervalSeconds: number;
                            };
                        };
                        theme: {
                            colorScheme: "auto" | "light" | "dark";
                            accentColor: string | null;
                            radius: number | null;
                            fontFamily: string | null;
                        };
                        locale: string | null;
                        strings: {
                            [key: string]: string;
                        };
                        /** @description Names of the opening button and of what dismisses a prompt, in the language asked for */
                        labels: {
                            launcher: string;
                            dismiss: string;
                        };
                        identity: {
                            mode: "off" | "optional" | "required";
                        };
                    };
                };
            };
            /** @description A problem with a stable code */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem with a stable code */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    whatTheWidgetNeedsToAppearByPost: {
        parameters: {
            query?: {
                /** @description Language tags (BCP 47) separated by spaces, the most important one first */
                locale?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        chatbot: {
                            id: string;
                            name: string;
                            avatarUrl: string | null;
                            welcomeMessage: string | null;
                        };
                        ui: {
                            showCloseButton: boolean;
                            showNewConversationButton: boolean;
                            expandInContainer: boolean;
                            privacyPolicyUrl: string | null;
                            termsOfServiceUrl: string | null;
                            maxMessages: {
                                /** @description The visitor's messages in a conversation */
                                limit: number;
                                /** @description What the visitor is told then */
                                message: string;
                            } | null;
                        };
                        launcher: {
                            /** @description px */
                            size: number;
                            position: "left" | "right";
                            /** @description px */
                            bottomMargin: number;
                            /** @description Page-entry sound */
                            sound: boolean;
                            prompts: {
                                messages: string[];
                                mode: "rotate" | "random";
                                intervalSeconds: number;
                            };
                        };
                        theme: {
                            colorScheme: "auto" | "light" | "dark";
                            accentColor: string | null;
                            radius: number | null;
                            fontFamily: string | null;
                        };
                        locale: string | null;
                        strings: {
                            [key: string]: string;
                        };
                        /** @description Names of the opening button and of what dismisses a prompt, in the language asked for */
                        labels: {
                            launcher: string;
                            dismiss: string;
                        };
                        identity: {
                            mode: "off" | "optional" | "required";
                        };
                    };
                };
            };
            /** @description A problem with a stable code */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem with a stable code */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    tieTheVisitorToAProvenPersonOrRenewTheProof: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Who the visitor is: userId with userHash, or token alone */
                    identity: {
                        userId?: string;
                        /** @description HMAC-SHA256 of userId in lower-case hex, keyed with the UTF-8 bytes of the whole signing secret */
                        userHash?: string;
                        /** @description Shown as unverified */
                        name?: string;
                        /** @description Shown as unverified */
                        email?: string;
                        /** @description A JWT, HS256, with kid (the id of the signing secret), sub, aud (the id of the chatbot), exp at most 24 hours ahead, and optionally name and email */
                        token?: string;
                    };
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        identity: {
                            userId: string;
                            name: string | null;
                            email: string | null;
                            /** @description Whether name and email were inside a signed token */
                            verified: boolean;
                            expiresAt: string | null;
                        };
                    };
                };
            };
            /** @description A problem with a stable code */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem with a stable code */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    openAConversation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Who the visitor is: userId with userHash, or token alone */
                    identity?: {
                        userId?: string;
                        /** @description HMAC-SHA256 of userId in lower-case hex, keyed with the UTF-8 bytes of the whole signing secret */
                        userHash?: string;
                        /** @description Shown as unverified */
                        name?: string;
                        /** @description Shown as unverified */
                        email?: string;
                        /** @description A JWT, HS256, with kid (the id of the signing secret), sub, aud (the id of the chatbot), exp at most 24 hours ahead, and optionally name and email */
                        token?: string;
                    };
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        conversation: {
                            id: string;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            createdAt: string;
                        };
                        /** @description To be sent as X-Visitor-Token; shown here only */
                        visitorToken: string;
                        identity: {
                            userId: string;
                            name: string | null;
                            email: string | null;
                            /** @description Whether name and email were inside a signed token */
                            verified: boolean;
                            expiresAt: string | null;
                        } | null;
                    };
                };
            };
            /** @description A problem with a stable code */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem with a stable code */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listTheMessagesOfAConversationOldestFirst: {
        parameters: {
            query?: {
                after?: string;
                cursor?: string;
                limit?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: string;
                            /** @enum {unknown} */
                            role: "visitor" | "bot";
                            text: string;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            createdAt: string;
                            /** @description Only of a visitor's message */
                            clientMessageId?: string;
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description A problem with a stable code */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem with a stable code */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postAMessage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    text: string;
                    /** @description Chosen by the client; posting it again never doubles the message but resumes its reply */
                    clientMessageId: string;
                };
            };
        };
        responses: {
            /** @description The events */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        message: {
                            id: string;
                            /** @enum {unknown} */
                            role: "visitor" | "bot";
                            text: string;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            createdAt: string;
                            /** @description Only of a visitor's message */
                            clientMessageId?: string;
                        };
                        reply: {
                            id: string;
                            /** @enum {unknown} */
                            role: "visitor" | "bot";
                            text: string;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            createdAt: string;
                            /** @description Only of a visitor's message */
                            clientMessageId?: string;
                        };
                    };
                };
            };
            /** @description A problem with a stable code */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem with a stable code */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    showWhoIsSignedIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        user: {
                            id: string;
                            name: string;
                            email: string;
                            twoFactorEnabled: boolean;
                        };
                        /** @description permissions: of the role member only; the other roles may do everything */
                        organizations: {
                            id: string;
                            name: string;
                            role: "owner" | "admin" | "member";
                            permissions?: {
                                chatbotId: string;
                                permissions: ("view" | "edit" | "deploy" | "conversations")[];
                            }[];
                        }[];
                        /** @description The one that X-Wicketgate-Organization names, else the first */
                        organization: {
                            id: string;
                            name: string;
                            role: "owner" | "admin" | "member";
                        } | null;
                        instance: {
                            /** @description Whether invitations and resets are mailed */
                            smtp: boolean;
                            publicUrl: string;
                        };
                    };
                };
            };
            /** @description A problem with a stable code */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem with a stable code */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    checkTheFirstSetUpLink: {
        parameters: {
            query: {
                token: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        valid: boolean;
                    };
                };
            };
            /** @description A problem with a stable code */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem with a stable code */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    becomeTheFirstOwner: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    token: string;
                    name: string;
                    email: string;
                    /** @description 12 to 128 characters; a sentence is best */
                    password: string;
                    organizationName?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        user: {
                            id: string;
                            name: string;
                            email: string;
                            twoFactorEnabled: boolean;
                        };
                        /** @description permissions: of the role member only; the other roles may do everything */
                        organizations: {
                            id: string;
                            name: string;
                            role: "owner" | "admin" | "member";
                            permissions?: {
                                chatbotId: string;
                                permissions: ("view" | "edit" | "deploy" | "conversations")[];
                            }[];
                        }[];
                        /** @description The one that X-Wicketgate-Organization names, else the first */
                        organization: {
                            id: string;
                            name: string;
                            role: "owner" | "admin" | "member";
                        } | null;
                        instance: {
                            /** @description Whether invitations and resets are mailed */
                            smtp: boolean;
                            publicUrl: string;
                        };
                    };
                };
            };
            /** @description A problem with a stable code */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem with a stable code */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    showTheInvitationBehindALink: {
        parameters: {
            query: {
                token: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        organization: {
                            name: string;
                        };
                        email: string;
                        role: "owner" | "admin" | "member";
                        /** @description Then sign in as that person and accept without a password */
                        hasAccount: boolean;
                    };
                };
            };
            /** @description A problem with a stable code */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem with a stable code */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    acceptAnInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    token: string;
                    name?: string;
                    /** @description 12 to 128 characters; a sentence is best */
                    password?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        user: {
                            id: string;
                            name: string;
                            email: string;
                            twoFactorEnabled: boolean;
                        };
                        /** @description permissions: of the role member only; the other roles may do everything */
                        organizations: {
                            id: string;
                            name: string;
                            role: "owner" | "admin" | "member";
                            permissions?: {
                                chatbotId: string;
                                permissions: ("view" | "edit" | "deploy" | "conversations")[];
                            }[];
                        }[];
                        /** @description The one that X-Wicketgate-Organization names, else the first */
                        organization: {
                            id: string;
                            name: string;
                            role: "owner" | "admin" | "member";
                        } | null;
                        instance: {
                            /** @description Whether invitations and resets are mailed */
                            smtp: boolean;
                            publicUrl: string;
                        };
                    };
                };
            };
            /** @description A problem with a stable code */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem with a stable code */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listTheOrganizationsOfTheInstance: {
        parameters: {
            query?: {
                /** @description 1 to 1000, 50 if absent */
                limit?: string;
                /** @description nextCursor of the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: string;
                            name: string;
                            /** @description Quarantine a secret key that arrives from a browser or in a URL, until an owner releases it */
                            quarantineMisusedKeys: boolean;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            createdAt: string;
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description A problem with a stable code */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem with a stable code */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createAnOrganizationWithTheKeyThatOwnsIt: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        organization: {
                            id: string;
                            name: string;
                            /** @description Quarantine a secret key that arrives from a browser or in a URL, until an owner releases it */
                            quarantineMisusedKeys: boolean;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            createdAt: string;
                        };
                        key: {
                            id: string;
                            label: string;
                            scopes: string[];
                            preview: string;
                            /** @description Shown this once; a replayed answer leaves it out after ten minutes */
                            secret?: string;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            createdAt: string;
                        };
                    };
                };
            };
            /** @description A problem with a stable code */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem with a stable code */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    showYourOrganization: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        name: string;
                        /** @description Quarantine a secret key that arrives from a browser or in a URL, until an owner releases it */
                        quarantineMisusedKeys: boolean;
                        /**
                         * Format: date-time
                         * @description RFC 3339, UTC
                         */
                        createdAt: string;
                        /** @description Whether this key also runs the instance */
                        operator: boolean;
                    };
                };
            };
            /** @description A problem with a stable code */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem with a stable code */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeYourOrganization: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: string;
                    /** @description Quarantine a secret key that arrives from a browser or in a URL, until an owner releases it */
                    quarantineMisusedKeys?: boolean;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        name: string;
                        /** @description Quarantine a secret key that arrives from a browser or in a URL, until an owner releases it */
                        quarantineMisusedKeys: boolean;
                        /**
                         * Format: date-time
                         * @description RFC 3339, UTC
                         */
                        createdAt: string;
                        /** @description Whether this key also runs the instance */
                        operator: boolean;
                    };
                };
            };
            /** @description A problem with a stable code */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem with a stable code */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    showTheOriginsThatDeploymentsInherit: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description One pattern each, such as *.example.com */
                        origins: string[];
                    };
                };
            };
            /** @description A problem with a stable code */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem with a stable code */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    replaceTheOriginsThatDeploymentsInherit: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description One pattern each, such as *.example.com */
                    origins: string[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description One pattern each, such as *.example.com */
                        origins: string[];
                        /** @description What was dropped while the restriction was normalized; absent when nothing was */
                        notices?: {
                            pointer?: string;
                            detail: string;
                        }[];
                    };
                };
            };
            /** @description A problem with a stable code */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem with a stable code */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listMembers: {
        parameters: {
            query?: {
                /** @description 1 to 1000, 50 if absent */
                limit?: string;
                /** @description nextCursor of the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: string;
                            userId: string;
                            name: string;
                            email: string;
                            role: "owner" | "admin" | "member";
                            /** @description By chatbot; null: everything, as owners and admins may */
                            permissions: {
                                chatbotId: string;
                                permissions: ("view" | "edit" | "deploy" | "conversations")[];
                            }[] | null;
                            twoFactorEnabled: boolean;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            createdAt: string;
                            lastSeenAt: string | null;
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description A problem with a stable code */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem with a stable code */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addAMemberWhoIsInvited: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    email: string;
                    role: "owner" | "admin" | "member";
                    /** @description Of the role member only. Whoever may do anything on a chatbot also sees it */
                    permissions?: {
                        chatbotId: string;
                        permissions: ("view" | "edit" | "deploy" | "conversations")[];
                    }[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        invitation: {
                            id: string;
                            email: string;
                            role: "owner" | "admin" | "member";
                            /** @description By chatbot; null: everything, as owners and admins may */
                            permissions: {
                                chatbotId: string;
                                permissions: ("view" | "edit" | "deploy" | "conversations")[];
                            }[] | null;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            expiresAt: string;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            createdAt: string;
                        };
                        /** @description To hand over yourself: only where no mail was sent. Shown this once */
                        link?: string;
                    };
                };
            };
            /** @description A problem with a stable code */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem with a stable code */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeAMemberOrLeave: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem with a stable code */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem with a stable code */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeTheRoleAndPermissionsOfAMember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    role?: "owner" | "admin" | "member";
                    /** @description Of the role member only. Whoever may do anything on a chatbot also sees it */
                    permissions?: {
                        chatbotId: string;
                        permissions: ("view" | "edit" | "deploy" | "conversations")[];
                    }[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        userId: string;
                        name: string;
                        email: string;
                        role: "owner" | "admin" | "member";
                        /** @description By chatbot; null: everything, as owners and admins may */
                        permissions: {
                            chatbotId: string;
                            permissions: ("view" | "edit" | "deploy" | "conversations")[];
                        }[] | null;
                        twoFactorEnabled: boolean;
                        /**
                         * Format: date-time
                         * @description RFC 3339, UTC
                         */
                        createdAt: string;
                        lastSeenAt: string | null;
                    };
                };
            };
            /** @description A problem with a stable code */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem with a stable code */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listInvitationsThatWaitForAnAnswer: {
        parameters: {
            query?: {
                /** @description 1 to 1000, 50 if absent */
                limit?: string;
                /** @description nextCursor of the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: string;
                            email: string;
                            role: "owner" | "admin" | "member";
                            /** @description By chatbot; null: everything, as owners and admins may */
                            permissions: {
                                chatbotId: string;
                                permissions: ("view" | "edit" | "deploy" | "conversations")[];
                            }[] | null;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            expiresAt: string;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            createdAt: string;
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description A problem with a stable code */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem with a stable code */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    inviteSomebody: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    email: string;
                    role: "owner" | "admin" | "member";
                    /** @description Of the role member only. Whoever may do anything on a chatbot also sees it */
                    permissions?: {
                        chatbotId: string;
                        permissions: ("view" | "edit" | "deploy" | "conversations")[];
                    }[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        invitation: {
                            id: string;
                            email: string;
                            role: "owner" | "admin" | "member";
                            /** @description By chatbot; null: everything, as owners and admins may */
                            permissions: {
                                chatbotId: string;
                                permissions: ("view" | "edit" | "deploy" | "conversations")[];
                            }[] | null;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            expiresAt: string;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            createdAt: string;
                        };
                        /** @description To hand over yourself: only where no mail was sent. Shown this once */
                        link?: string;
                    };
                };
            };
            /** @description A problem with a stable code */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem with a stable code */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    takeAnInvitationBack: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem with a stable code */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem with a stable code */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listChatbots: {
        parameters: {
            query?: {
                /** @description 1 to 1000, 50 if absent */
                limit?: string;
                /** @description nextCursor of the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: string;
                            name: string;
                            avatarUrl: string | null;
                            welcomeMessage: string | null;
                            paused: {
                                enabled: boolean;
                                /** @description What a visitor is told while the bot is paused */
                                message: string;
                            };
                            identityMode: "off" | "optional" | "required";
                            /** @description Allow data-chatbot-id without a key */
                            keylessEmbedding: boolean;
                            retentionDays: number | null;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            createdAt: string;
                            /** @description What you may do on this chatbot */
                            permissions: ("view" | "edit" | "deploy" | "conversations")[];
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description A problem with a stable code */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem with a stable code */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createAChatbot: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    avatarUrl?: string | null;
                    welcomeMessage?: string | null;
                    paused?: {
                        enabled: boolean;
                        /** @description What a visitor is told while the bot is paused */
                        message: string;
                    };
                    identityMode?: "off" | "optional" | "required";
                    /** @description Allow data-chatbot-id without a key */
                    keylessEmbedding?: boolean;
                    retentionDays?: number | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        name: string;
                        avatarUrl: string | null;
                        welcomeMessage: string | null;
                        paused: {
                            enabled: boolean;
                            /** @description What a visitor is told while the bot is paused */
                            message: string;
                        };
                        identityMode: "off" | "optional" | "required";
                        /** @description Allow data-chatbot-id without a key */
                        keylessEmbedding: boolean;
                        retentionDays: number | null;
                        /**
                         * Format: date-time
                         * @description RFC 3339, UTC
                         */
                        createdAt: string;
                        /** @description What you may do on this chatbot */
                        permissions: ("view" | "edit" | "deploy" | "conversations")[];
                    };
                };
            };
            /** @description A problem with a stable code */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem with a stable code */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    showAChatbot: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        name: string;
                        avatarUrl: string | null;
                        welcomeMessage: string | null;
                        paused: {
                            enabled: boolean;
                            /** @description What a visitor is told while the bot is paused */
                            message: string;
                        };
                        identityMode: "off" | "optional" | "required";
                        /** @description Allow data-chatbot-id without a key */
                        keylessEmbedding: boolean;
                        retentionDays: number | null;
                        /**
                         * Format: date-time
                         * @description RFC 3339, UTC
                         */
                        createdAt: string;
                        /** @description What you may do on this chatbot */
                        permissions: ("view" | "edit" | "deploy" | "conversations")[];
                    };
                };
            };
            /** @description A problem with a stable code */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem with a stable code */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteAChatbotWithEverythingInIt: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem with a stable code */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem with a stable code */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeAChatbot: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: string;
                    avatarUrl?: string | null;
                    welcomeMessage?: string | null;
                    paused?: {
                        enabled: boolean;
                        /** @description What a visitor is told while the bot is paused */
                        message: string;
                    };
                    identityMode?: "off" | "optional" | "required";
                    /** @description Allow data-chatbot-id without a key */
                    keylessEmbedding?: boolean;
                    retentionDays?: number | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        name: string;
                        avatarUrl: string | null;
                        welcomeMessage: string | null;
                        paused: {
                            enabled: boolean;
                            /** @description What a visitor is told while the bot is paused */
                            message: string;
                        };
                        identityMode: "off" | "optional" | "required";
                        /** @description Allow data-chatbot-id without a key */
                        keylessEmbedding: boolean;
                        retentionDays: number | null;
                        /**
                         * Format: date-time
                         * @description RFC 3339, UTC
                         */
                        createdAt: string;
                        /** @description What you may do on this chatbot */
                        permissions: ("view" | "edit" | "deploy" | "conversations")[];
                    };
                };
            };
            /** @description A problem with a stable code */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem with a stable code */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    showWhatAChatbotCanAnswer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        answers: {
                            question: string;
                            answer: string;
                        }[];
                    };
                };
            };
            /** @description A problem with a stable code */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem with a stable code */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    replaceWhatAChatbotCanAnswer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    answers: {
                        question: string;
                        answer: string;
                    }[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        answers: {
                            question: string;
                            answer: string;
                        }[];
                    };
                };
            };
            /** @description A problem with a stable code */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem with a stable code */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listTheOrganizationSDeploymentsOfEveryChatbotThatOneMaySee: {
        parameters: {
            query?: {
                /** @description 1 to 1000, 50 if absent */
                limit?: string;
                /** @description nextCursor of the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: string;
                            chatbotId: string;
                            /** @enum {unknown} */
                            type: "website" | "shopify" | "wordpress" | "custom";
                            label: string;
                            /**
                             * @description Decides the prefix of the keys; test deployments are left out of alerts
                             * @enum {unknown}
                             */
                            environment: "live" | "test";
                            stage: string | null;
                            site: string | null;
                            /** @enum {unknown} */
                            status: "active" | "unlinked" | "revoked";
                            restriction: {
                                /** @enum {string} */
                                kind: "none";
                            } | {
                                /** @enum {string} */
                                kind: "websites";
                                origins: string[];
                                inheritOrganization: boolean;
                            } | {
                                /** @enum {string} */
                                kind: "ips";
                                ranges: string[];
                            };
                            allowLocalhost: boolean;
                            reportOnly: {
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                startedAt: string;
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                endsAt: string;
                                enforced: {
                                    restriction: {
                                        /** @enum {string} */
                                        kind: "none";
                                    } | {
                                        /** @enum {string} */
                                        kind: "websites";
                                        origins: string[];
                                        inheritOrganization: boolean;
                                    } | {
                                        /** @enum {string} */
                                        kind: "ips";
                                        ranges: string[];
                                    };
                                    allowLocalhost: boolean;
                                };
                            } | null;
                            widget: {
                                ui: {
                                    showCloseButton: boolean;
                                    showNewConversationButton: boolean;
                                    expandInContainer: boolean;
                                    privacyPolicyUrl: string | null;
                                    termsOfServiceUrl: string | null;
                                    maxMessages: {
                                        /** @description The visitor's messages in a conversation */
                                        limit: number;
                                        /** @description What the visitor is told then */
                                        message: string;
                                    } | null;
                                };
                                launcher: {
                                    /** @description px */
                                    size: number;
                                    position: "left" | "right";
                                    /** @description px */
                                    bottomMargin: number;
                                    /** @description Page-entry sound */
                                    sound: boolean;
                                    prompts: {
                                        messages: string[];
                                        mode: "rotate" | "random";
                                        intervalSeconds: number;
                                    };
                                };
                                theme: {
                                    colorScheme: "auto" | "light" | "dark";
                                    accentColor: string | null;
                                    radius: number | null;
                                    fontFamily: string | null;
                                };
                                locale: string | null;
                                strings: {
                                    [key: string]: string;
                                };
                            };
                            rateLimit: number | null;
                            /** @description Newest first: all live ones and the latest ended ones */
                            keys: {
                                id: string;
                                /** @description Prefix, ••••, last four */
                                preview: string;
                                /** @enum {unknown} */
                                status: "active" | "retiring" | "revoked";
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                createdAt: string;
                                lastUsedAt: string | null;
                                graceEndsAt: string | null;
                                quarantinedAt: string | null;
                                /** @description Whether it can be shown again */
                                revealable: boolean;
                            }[];
                            lastActiveAt: string | null;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            createdAt: string;
                            createdBy: string;
                            revokedAt: string | null;
                            /** @description What you may do on this chatbot */
                            permissions: ("view" | "edit" | "deploy" | "conversations")[];
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description A problem with a stable code */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem with a stable code */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAChatbotSDeployments: {
        parameters: {
            query?: {
                /** @description 1 to 1000, 50 if absent */
                limit?: string;
                /** @description nextCursor of the page before */
                cursor?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: string;
                            chatbotId: string;
                            /** @enum {unknown} */
                            type: "website" | "shopify" | "wordpress" | "custom";
                            label: string;
                            /**
                             * @description Decides the prefix of the keys; test deployments are left out of alerts
                             * @enum {unknown}
                             */
                            environment: "live" | "test";
                            stage: string | null;
                            site: string | null;
                            /** @enum {unknown} */
                            status: "active" | "unlinked" | "revoked";
                            restriction: {
                                /** @enum {string} */
                                kind: "none";
                            } | {
                                /** @enum {string} */
                                kind: "websites";
                                origins: string[];
                                inheritOrganization: boolean;
                            } | {
                                /** @enum {string} */
                                kind: "ips";
                                ranges: string[];
                            };
                            allowLocalhost: boolean;
                            reportOnly: {
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                startedAt: string;
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                endsAt: string;
                                enforced: {
                                    restriction: {
                                        /** @enum {string} */
                                        kind: "none";
                                    } | {
                                        /** @enum {string} */
                                        kind: "websites";
                                        origins: string[];
                                        inheritOrganization: boolean;
                                    } | {
                                        /** @enum {string} */
                                        kind: "ips";
                                        ranges: string[];
                                    };
                                    allowLocalhost: boolean;
                                };
                            } | null;
                            widget: {
                                ui: {
                                    showCloseButton: boolean;
                                    showNewConversationButton: boolean;
                                    expandInContainer: boolean;
                                    privacyPolicyUrl: string | null;
                                    termsOfServiceUrl: string | null;
                                    maxMessages: {
                                        /** @description The visitor's messages in a conversation */
                                        limit: number;
                                        /** @description What the visitor is told then */
                                        message: string;
                                    } | null;
                                };
                                launcher: {
                                    /** @description px */
                                    size: number;
                                    position: "left" | "right";
                                    /** @description px */
                                    bottomMargin: number;
                                    /** @description Page-entry sound */
                                    sound: boolean;
                                    prompts: {
                                        messages: string[];
                                        mode: "rotate" | "random";
                                        intervalSeconds: number;
                                    };
                                };
                                theme: {
                                    colorScheme: "auto" | "light" | "dark";
                                    accentColor: string | null;
                                    radius: number | null;
                                    fontFamily: string | null;
                                };
                                locale: string | null;
                                strings: {
                                    [key: string]: string;
                                };
                            };
                            rateLimit: number | null;
                            /** @description Newest first: all live ones and the latest ended ones */
                            keys: {
                                id: string;
                                /** @description Prefix, ••••, last four */
                                preview: string;
                                /** @enum {unknown} */
                                status: "active" | "retiring" | "revoked";
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                createdAt: string;
                                lastUsedAt: string | null;
                                graceEndsAt: string | null;
                                quarantinedAt: string | null;
                                /** @description Whether it can be shown again */
                                revealable: boolean;
                            }[];
                            lastActiveAt: string | null;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            createdAt: string;
                            createdBy: string;
                            revokedAt: string | null;
                            /** @description What you may do on this chatbot */
                            permissions: ("view" | "edit" | "deploy" | "conversations")[];
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description A problem with a stable code */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem with a stable code */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createADeployment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {unknown} */
                    type: "website" | "shopify" | "wordpress" | "custom";
                    label: string;
                    /**
                     * @description Decides the prefix of the keys; test deployments are left out of alerts
                     * @enum {unknown}
                     */
                    environment: "live" | "test";
                    stage?: string | null;
                    site?: string | null;
                    /** @description Who may use the keys: anyone, some websites, or some addresses */
                    restriction?: {
                        /** @enum {unknown} */
                        kind: "none" | "websites" | "ips";
                        /** @description websites: one pattern each, such as *.example.com */
                        origins?: string[];
                        /** @description websites: also the organization's allowed origins; true if absent */
                        inheritOrganization?: boolean;
                        /** @description ips: one address or CIDR range each */
                        ranges?: string[];
                    };
                    allowLocalhost?: boolean;
                    /** @description Keep the key encrypted, so that it can be shown again; publishable only */
                    revealable?: boolean;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        deployment: {
                            id: string;
                            chatbotId: string;
                            /** @enum {unknown} */
                            type: "website" | "shopify" | "wordpress" | "custom";
                            label: string;
                            /**
                             * @description Decides the prefix of the keys; test deployments are left out of alerts
                             * @enum {unknown}
                             */
                            environment: "live" | "test";
                            stage: string | null;
                            site: string | null;
                            /** @enum {unknown} */
                            status: "active" | "unlinked" | "revoked";
                            restriction: {
                                /** @enum {string} */
                                kind: "none";
                            } | {
                                /** @enum {string} */
                                kind: "websites";
                                origins: string[];
                                inheritOrganization: boolean;
                            } | {
                                /** @enum {string} */
                                kind: "ips";
                                ranges: string[];
                            };
                            allowLocalhost: boolean;
                            reportOnly: {
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                startedAt: string;
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                endsAt: string;
                                enforced: {
                                    restriction: {
                                        /** @enum {string} */
                                        kind: "none";
                                    } | {
                                        /** @enum {string} */
                                        kind: "websites";
                                        origins: string[];
                                        inheritOrganization: boolean;
                                    } | {
                                        /** @enum {string} */
                                        kind: "ips";
                                        ranges: string[];
                                    };
                                    allowLocalhost: boolean;
                                };
                            } | null;
                            widget: {
                                ui: {
                                    showCloseButton: boolean;
                                    showNewConversationButton: boolean;
                                    expandInContainer: boolean;
                                    privacyPolicyUrl: string | null;
                                    termsOfServiceUrl: string | null;
                                    maxMessages: {
                                        /** @description The visitor's messages in a conversation */
                                        limit: number;
                                        /** @description What the visitor is told then */
                                        message: string;
                                    } | null;
                                };
                                launcher: {
                                    /** @description px */
                                    size: number;
                                    position: "left" | "right";
                                    /** @description px */
                                    bottomMargin: number;
                                    /** @description Page-entry sound */
                                    sound: boolean;
                                    prompts: {
                                        messages: string[];
                                        mode: "rotate" | "random";
                                        intervalSeconds: number;
                                    };
                                };
                                theme: {
                                    colorScheme: "auto" | "light" | "dark";
                                    accentColor: string | null;
                                    radius: number | null;
                                    fontFamily: string | null;
                                };
                                locale: string | null;
                                strings: {
                                    [key: string]: string;
                                };
                            };
                            rateLimit: number | null;
                            /** @description Newest first: all live ones and the latest ended ones */
                            keys: {
                                id: string;
                                /** @description Prefix, ••••, last four */
                                preview: string;
                                /** @enum {unknown} */
                                status: "active" | "retiring" | "revoked";
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                createdAt: string;
                                lastUsedAt: string | null;
                                graceEndsAt: string | null;
                                quarantinedAt: string | null;
                                /** @description Whether it can be shown again */
                                revealable: boolean;
                            }[];
                            lastActiveAt: string | null;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            createdAt: string;
                            createdBy: string;
                            revokedAt: string | null;
                            /** @description What you may do on this chatbot */
                            permissions: ("view" | "edit" | "deploy" | "conversations")[];
                        };
                        key: {
                            id: string;
                            preview: string;
                            /** @description Shown this once; a replayed answer leaves it out after ten minutes */
                            secret?: string;
                        };
                        snippet: {
                            html: string | null;
                            /** @description False where html says YOUR_KEY instead of the key */
                            keyIncluded: boolean;
                            keylessHtml: string | null;
                            curl: string | null;
                            managed: string | null;
                            managedUnavailable: ("custom_deployment" | "deployment_revoked" | "key_not_revealable") | null;
                        };
                        /** @description What was dropped while the restriction was normalized; absent when nothing was */
                        notices?: {
                            pointer?: string;
                            detail: string;
                        }[];
                    };
                };
            };
            /** @description A problem with a stable code */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem with a stable code */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    showADeployment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        chatbotId: string;
                        /** @enum {unknown} */
                        type: "website" | "shopify" | "wordpress" | "custom";
                        label: string;
                        /**
                         * @description Decides the prefix of the keys; test deployments are left out of alerts
                         * @enum {unknown}
                         */
                        environment: "live" | "test";
                        stage: string | null;
                        site: string | null;
                        /** @enum {unknown} */
                        status: "active" | "unlinked" | "revoked";
                        restriction: {
                            /** @enum {string} */
                            kind: "none";
                        } | {
                            /** @enum {string} */
                            kind: "websites";
                            origins: string[];
                            inheritOrganization: boolean;
                        } | {
                            /** @enum {string} */
                            kind: "ips";
                            ranges: string[];
                        };
                        allowLocalhost: boolean;
                        reportOnly: {
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            startedAt: string;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            endsAt: string;
                            enforced: {
                                restriction: {
                                    /** @enum {string} */
                                    kind: "none";
                                } | {
                                    /** @enum {string} */
                                    kind: "websites";
                                    origins: string[];
                                    inheritOrganization: boolean;
                                } | {
                                    /** @enum {string} */
                                    kind: "ips";
                                    ranges: string[];
                                };
                                allowLocalhost: boolean;
                            };
                        } | null;
                        widget: {
                            ui: {
                                showCloseButton: boolean;
                                showNewConversationButton: boolean;
                                expandInContainer: boolean;
                                privacyPolicyUrl: string | null;
                                termsOfServiceUrl: string | null;
                                maxMessages: {
                                    /** @description The visitor's messages in a conversation */
                                    limit: number;
                                    /** @description What the visitor is told then */
                                    message: string;
                                } | null;
                            };
                            launcher: {
                                /** @description px */
                                size: number;
                                position: "left" | "right";
                                /** @description px */
                                bottomMargin: number;
                                /** @description Page-entry sound */
                                sound: boolean;
                                prompts: {
                                    messages: string[];
                                    mode: "rotate" | "random";
                                    intervalSeconds: number;
                                };
                            };
                            theme: {
                                colorScheme: "auto" | "light" | "dark";
                                accentColor: string | null;
                                radius: number | null;
                                fontFamily: string | null;
                            };
                            locale: string | null;
                            strings: {
                                [key: string]: string;
                            };
                        };
                        rateLimit: number | null;
                        /** @description Newest first: all live ones and the latest ended ones */
                        keys: {
                            id: string;
                            /** @description Prefix, ••••, last four */
                            preview: string;
                            /** @enum {unknown} */
                            status: "active" | "retiring" | "revoked";
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            createdAt: string;
                            lastUsedAt: string | null;
                            graceEndsAt: string | null;
                            quarantinedAt: string | null;
                            /** @description Whether it can be shown again */
                            revealable: boolean;
                        }[];
                        lastActiveAt: string | null;
                        /**
                         * Format: date-time
                         * @description RFC 3339, UTC
                         */
                        createdAt: string;
                        createdBy: string;
                        revokedAt: string | null;
                        /** @description What you may do on this chatbot */
                        permissions: ("view" | "edit" | "deploy" | "conversations")[];
                    };
                };
            };
            /** @description A problem with a stable code */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem with a stable code */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeARevokedDeploymentFromView: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem with a stable code */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem with a stable code */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeADeployment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    label?: string;
                    stage?: string | null;
                    site?: string | null;
                    /** @description Who may use the keys: anyone, some websites, or some addresses */
                    restriction?: {
                        /** @enum {unknown} */
                        kind: "none" | "websites" | "ips";
                        /** @description websites: one pattern each, such as *.example.com */
                        origins?: string[];
                        /** @description websites: also the organization's allowed origins; true if absent */
                        inheritOrganization?: boolean;
                        /** @description ips: one address or CIDR range each */
                        ranges?: string[];
                    };
                    allowLocalhost?: boolean;
                    /** @description Try the restriction of this change: until then what it would refuse is recorded and the one before it decides. Without it a changed restriction is in force at once, which also ends a trial */
                    reportOnlyDays?: number;
                    rateLimit?: number | null;
                    widget?: {
                        ui?: {
                            showCloseButton?: boolean;
                            showNewConversationButton?: boolean;
                            expandInContainer?: boolean;
                            privacyPolicyUrl?: string | null;
                            termsOfServiceUrl?: string | null;
                            maxMessages?: {
                                /** @description The visitor's messages in a conversation */
                                limit: number;
                                /** @description What the visitor is told then */
                                message: string;
                            } | null;
                        };
                        launcher?: {
                            /** @description px */
                            size?: number;
                            position?: "left" | "right";
                            /** @description px */
                            bottomMargin?: number;
                            /** @description Page-entry sound */
                            sound?: boolean;
                            prompts?: {
                                messages?: string[];
                                mode?: "rotate" | "random";
                                intervalSeconds?: number;
                            };
                        };
                        theme?: {
                            colorScheme?: "auto" | "light" | "dark";
                            accentColor?: string | null;
                            radius?: number | null;
                            fontFamily?: string | null;
                        };
                        locale?: string | null;
                        strings?: {
                            [key: string]: string;
                        };
                    };
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        chatbotId: string;
                        /** @enum {unknown} */
                        type: "website" | "shopify" | "wordpress" | "custom";
                        label: string;
                        /**
                         * @description Decides the prefix of the keys; test deployments are left out of alerts
                         * @enum {unknown}
                         */
                        environment: "live" | "test";
                        stage: string | null;
                        site: string | null;
                        /** @enum {unknown} */
                        status: "active" | "unlinked" | "revoked";
                        restriction: {
                            /** @enum {string} */
                            kind: "none";
                        } | {
                            /** @enum {string} */
                            kind: "websites";
                            origins: string[];
                            inheritOrganization: boolean;
                        } | {
                            /** @enum {string} */
                            kind: "ips";
                            ranges: string[];
                        };
                        allowLocalhost: boolean;
                        reportOnly: {
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            startedAt: string;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            endsAt: string;
                            enforced: {
                                restriction: {
                                    /** @enum {string} */
                                    kind: "none";
                                } | {
                                    /** @enum {string} */
                                    kind: "websites";
                                    origins: string[];
                                    inheritOrganization: boolean;
                                } | {
                                    /** @enum {string} */
                                    kind: "ips";
                                    ranges: string[];
                                };
                                allowLocalhost: boolean;
                            };
                        } | null;
                        widget: {
                            ui: {
                                showCloseButton: boolean;
                                showNewConversationButton: boolean;
                                expandInContainer: boolean;
                                privacyPolicyUrl: string | null;
                                termsOfServiceUrl: string | null;
                                maxMessages: {
                                    /** @description The visitor's messages in a conversation */
                                    limit: number;
                                    /** @description What the visitor is told then */
                                    message: string;
                                } | null;
                            };
                            launcher: {
                                /** @description px */
                                size: number;
                                position: "left" | "right";
                                /** @description px */
                                bottomMargin: number;
                                /** @description Page-entry sound */
                                sound: boolean;
                                prompts: {
                                    messages: string[];
                                    mode: "rotate" | "random";
                                    intervalSeconds: number;
                                };
                            };
                            theme: {
                                colorScheme: "auto" | "light" | "dark";
                                accentColor: string | null;
                                radius: number | null;
                                fontFamily: string | null;
                            };
                            locale: string | null;
                            strings: {
                                [key: string]: string;
                            };
                        };
                        rateLimit: number | null;
                        /** @description Newest first: all live ones and the latest ended ones */
                        keys: {
                            id: string;
                            /** @description Prefix, ••••, last four */
                            preview: string;
                            /** @enum {unknown} */
                            status: "active" | "retiring" | "revoked";
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            createdAt: string;
                            lastUsedAt: string | null;
                            graceEndsAt: string | null;
                            quarantinedAt: string | null;
                            /** @description Whether it can be shown again */
                            revealable: boolean;
                        }[];
                        lastActiveAt: string | null;
                        /**
                         * Format: date-time
                         * @description RFC 3339, UTC
                         */
                        createdAt: string;
                        createdBy: string;
                        revokedAt: string | null;
                        /** @description What you may do on this chatbot */
                        permissions: ("view" | "edit" | "deploy" | "conversations")[];
                        /** @description What was dropped while the restriction was normalized; absent when nothing was */
                        notices?: {
                            pointer?: string;
                            detail: string;
                        }[];
                    };
                };
            };
            /** @description A problem with a stable code */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem with a stable code */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeADeploymentWithAllItsKeys: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        chatbotId: string;
                        /** @enum {unknown} */
                        type: "website" | "shopify" | "wordpress" | "custom";
                        label: string;
                        /**
                         * @description Decides the prefix of the keys; test deployments are left out of alerts
                         * @enum {unknown}
                         */
                        environment: "live" | "test";
                        stage: string | null;
                        site: string | null;
                        /** @enum {unknown} */
                        status: "active" | "unlinked" | "revoked";
                        restriction: {
                            /** @enum {string} */
                            kind: "none";
                        } | {
                            /** @enum {string} */
                            kind: "websites";
                            origins: string[];
                            inheritOrganization: boolean;
                        } | {
                            /** @enum {string} */
                            kind: "ips";
                            ranges: string[];
                        };
                        allowLocalhost: boolean;
                        reportOnly: {
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            startedAt: string;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            endsAt: string;
                            enforced: {
                                restriction: {
                                    /** @enum {string} */
                                    kind: "none";
                                } | {
                                    /** @enum {string} */
                                    kind: "websites";
                                    origins: string[];
                                    inheritOrganization: boolean;
                                } | {
                                    /** @enum {string} */
                                    kind: "ips";
                                    ranges: string[];
                                };
                                allowLocalhost: boolean;
                            };
                        } | null;
                        widget: {
                            ui: {
                                showCloseButton: boolean;
                                showNewConversationButton: boolean;
                                expandInContainer: boolean;
                                privacyPolicyUrl: string | null;
                                termsOfServiceUrl: string | null;
                                maxMessages: {
                                    /** @description The visitor's messages in a conversation */
                                    limit: number;
                                    /** @description What the visitor is told then */
                                    message: string;
                                } | null;
                            };
                            launcher: {
                                /** @description px */
                                size: number;
                                position: "left" | "right";
                                /** @description px */
                                bottomMargin: number;
                                /** @description Page-entry sound */
                                sound: boolean;
                                prompts: {
                                    messages: string[];
                                    mode: "rotate" | "random";
                                    intervalSeconds: number;
                                };
                            };
                            theme: {
                                colorScheme: "auto" | "light" | "dark";
                                accentColor: string | null;
                                radius: number | null;
                                fontFamily: string | null;
                            };
                            locale: string | null;
                            strings: {
                                [key: string]: string;
                            };
                        };
                        rateLimit: number | null;
                        /** @description Newest first: all live ones and the latest ended ones */
                        keys: {
                            id: string;
                            /** @description Prefix, ••••, last four */
                            preview: string;
                            /** @enum {unknown} */
                            status: "active" | "retiring" | "revoked";
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            createdAt: string;
                            lastUsedAt: string | null;
                            graceEndsAt: string | null;
                            quarantinedAt: string | null;
                            /** @description Whether it can be shown again */
                            revealable: boolean;
                        }[];
                        lastActiveAt: string | null;
                        /**
                         * Format: date-time
                         * @description RFC 3339, UTC
                         */
                        createdAt: string;
                        createdBy: string;
                        revokedAt: string | null;
                        /** @description What you may do on this chatbot */
                        permissions: ("view" | "edit" | "deploy" | "conversations")[];
                    };
                };
            };
            /** @description A problem with a stable code */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem with a stable code */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    showWhatToPasteIntoThePage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        html: string | null;
                        /** @description False where html says YOUR_KEY instead of the key */
                        keyIncluded: boolean;
                        keylessHtml: string | null;
                        curl: string | null;
                        managed: string | null;
                        managedUnavailable: ("custom_deployment" | "deployment_revoked" | "key_not_revealable") | null;
                    };
                };
            };
            /** @description A problem with a stable code */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem with a stable code */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    previewARestriction: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Who may use the keys: anyone, some websites, or some addresses */
                    restriction?: {
                        /** @enum {unknown} */
                        kind: "none" | "websites" | "ips";
                        /** @description websites: one pattern each, such as *.example.com */
                        origins?: string[];
                        /** @description websites: also the organization's allowed origins; true if absent */
                        inheritOrganization?: boolean;
                        /** @description ips: one address or CIDR range each */
                        ranges?: string[];
                    };
                    allowLocalhost?: boolean;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: date-time
                         * @description RFC 3339, UTC
                         */
                        from: string;
                        /**
                         * Format: date-time
                         * @description RFC 3339, UTC
                         */
                        to: string;
                        /** @description Let in during that time */
                        calls: number;
                        /** @description Of them, what the restriction would have refused */
                        refusedCalls: number;
                        refusedOrigins: number;
                        /** @description Of them, what nobody can tell: all for addresses, which are not kept, and origins beyond those kept apart */
                        unknownCalls: number;
                        /** @description By origin, the busiest first; the first 50 */
                        refused: {
                            origin: string | null;
                            /** @enum {unknown} */
                            code: "origin_not_allowed" | "origin_missing" | "ip_not_allowed";
                            calls: number;
                        }[];
                    };
                };
            };
            /** @description A problem with a stable code */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem with a stable code */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    enforceARestrictionThatIsOnlyTried: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        chatbotId: string;
                        /** @enum {unknown} */
                        type: "website" | "shopify" | "wordpress" | "custom";
                        label: string;
                        /**
                         * @description Decides the prefix of the keys; test deployments are left out of alerts
                         * @enum {unknown}
                         */
                        environment: "live" | "test";
                        stage: string | null;
                        site: string | null;
                        /** @enum {unknown} */
                        status: "active" | "unlinked" | "revoked";
                        restriction: {
                            /** @enum {string} */
                            kind: "none";
                        } | {
                            /** @enum {string} */
                            kind: "websites";
                            origins: string[];
                            inheritOrganization: boolean;
                        } | {
                            /** @enum {string} */
                            kind: "ips";
                            ranges: string[];
                        };
                        allowLocalhost: boolean;
                        reportOnly: {
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            startedAt: string;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            endsAt: string;
                            enforced: {
                                restriction: {
                                    /** @enum {string} */
                                    kind: "none";
                                } | {
                                    /** @enum {string} */
                                    kind: "websites";
                                    origins: string[];
                                    inheritOrganization: boolean;
                                } | {
                                    /** @enum {string} */
                                    kind: "ips";
                                    ranges: string[];
                                };
                                allowLocalhost: boolean;
                            };
                        } | null;
                        widget: {
                            ui: {
                                showCloseButton: boolean;
                                showNewConversationButton: boolean;
                                expandInContainer: boolean;
                                privacyPolicyUrl: string | null;
                                termsOfServiceUrl: string | null;
                                maxMessages: {
                                    /** @description The visitor's messages in a conversation */
                                    limit: number;
                                    /** @description What the visitor is told then */
                                    message: string;
                                } | null;
                            };
                            launcher: {
                                /** @description px */
                                size: number;
                                position: "left" | "right";
                                /** @description px */
                                bottomMargin: number;
                                /** @description Page-entry sound */
                                sound: boolean;
                                prompts: {
                                    messages: string[];
                                    mode: "rotate" | "random";
                                    intervalSeconds: number;
                                };
                            };
                            theme: {
                                colorScheme: "auto" | "light" | "dark";
                                accentColor: string | null;
                                radius: number | null;
                                fontFamily: string | null;
                            };
                            locale: string | null;
                            strings: {
                                [key: string]: string;
                            };
                        };
                        rateLimit: number | null;
                        /** @description Newest first: all live ones and the latest ended ones */
                        keys: {
                            id: string;
                            /** @description Prefix, ••••, last four */
                            preview: string;
                            /** @enum {unknown} */
                            status: "active" | "retiring" | "revoked";
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            createdAt: string;
                            lastUsedAt: string | null;
                            graceEndsAt: string | null;
                            quarantinedAt: string | null;
                            /** @description Whether it can be shown again */
                            revealable: boolean;
                        }[];
                        lastActiveAt: string | null;
                        /**
                         * Format: date-time
                         * @description RFC 3339, UTC
                         */
                        createdAt: string;
                        createdBy: string;
                        revokedAt: string | null;
                        /** @description What you may do on this chatbot */
                        permissions: ("view" | "edit" | "deploy" | "conversations")[];
                    };
                };
            };
            /** @description A problem with a stable code */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem with a stable code */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getATokenThatShowsTheChatInTheConsole: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    widget?: {
                        ui?: {
                            showCloseButton?: boolean;
                            showNewConversationButton?: boolean;
                            expandInContainer?: boolean;
                            privacyPolicyUrl?: string | null;
                            termsOfServiceUrl?: string | null;
                            maxMessages?: {
                                /** @description The visitor's messages in a conversation */
                                limit: number;
                                /** @description What the visitor is told then */
                                message: string;
                            } | null;
                        };
                        launcher?: {
                            /** @description px */
                            size?: number;
                            position?: "left" | "right";
                            /** @description px */
                            bottomMargin?: number;
                            /** @description Page-entry sound */
                            sound?: boolean;
                            prompts?: {
                                messages?: string[];
                                mode?: "rotate" | "random";
                                intervalSeconds?: number;
                            };
                        };
                        theme?: {
                            colorScheme?: "auto" | "light" | "dark";
                            accentColor?: string | null;
                            radius?: number | null;
                            fontFamily?: string | null;
                        };
                        locale?: string | null;
                        strings?: {
                            [key: string]: string;
                        };
                    };
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        preview: {
                            id: string;
                            /** @description The token, in the form of a publishable test key. Shown this once */
                            secret?: string;
                            /** @description The only origin whose pages it works on */
                            origin: string;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            expiresAt: string;
                        };
                    };
                };
            };
            /** @description A problem with a stable code */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem with a stable code */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addASecondKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description As at creation; if absent, like the keys that are there */
                    revealable?: boolean;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        deployment: {
                            id: string;
                            chatbotId: string;
                            /** @enum {unknown} */
                            type: "website" | "shopify" | "wordpress" | "custom";
                            label: string;
                            /**
                             * @description Decides the prefix of the keys; test deployments are left out of alerts
                             * @enum {unknown}
                             */
                            environment: "live" | "test";
                            stage: string | null;
                            site: string | null;
                            /** @enum {unknown} */
                            status: "active" | "unlinked" | "revoked";
                            restriction: {
                                /** @enum {string} */
                                kind: "none";
                            } | {
                                /** @enum {string} */
                                kind: "websites";
                                origins: string[];
                                inheritOrganization: boolean;
                            } | {
                                /** @enum {string} */
                                kind: "ips";
                                ranges: string[];
                            };
                            allowLocalhost: boolean;
                            reportOnly: {
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                startedAt: string;
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                endsAt: string;
                                enforced: {
                                    restriction: {
                                        /** @enum {string} */
                                        kind: "none";
                                    } | {
                                        /** @enum {string} */
                                        kind: "websites";
                                        origins: string[];
                                        inheritOrganization: boolean;
                                    } | {
                                        /** @enum {string} */
                                        kind: "ips";
                                        ranges: string[];
                                    };
                                    allowLocalhost: boolean;
                                };
                            } | null;
                            widget: {
                                ui: {
                                    showCloseButton: boolean;
                                    showNewConversationButton: boolean;
                                    expandInContainer: boolean;
                                    privacyPolicyUrl: string | null;
                                    termsOfServiceUrl: string | null;
                                    maxMessages: {
                                        /** @description The visitor's messages in a conversation */
                                        limit: number;
                                        /** @description What the visitor is told then */
                                        message: string;
                                    } | null;
                                };
                                launcher: {
                                    /** @description px */
                                    size: number;
                                    position: "left" | "right";
                                    /** @description px */
                                    bottomMargin: number;
                                    /** @description Page-entry sound */
                                    sound: boolean;
                                    prompts: {
                                        messages: string[];
                                        mode: "rotate" | "random";
                                        intervalSeconds: number;
                                    };
                                };
                                theme: {
                                    colorScheme: "auto" | "light" | "dark";
                                    accentColor: string | null;
                                    radius: number | null;
                                    fontFamily: string | null;
                                };
                                locale: string | null;
                                strings: {
                                    [key: string]: string;
                                };
                            };
                            rateLimit: number | null;
                            /** @description Newest first: all live ones and the latest ended ones */
                            keys: {
                                id: string;
                                /** @description Prefix, ••••, last four */
                                preview: string;
                                /** @enum {unknown} */
                                status: "active" | "retiring" | "revoked";
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                createdAt: string;
                                lastUsedAt: string | null;
                                graceEndsAt: string | null;
                                quarantinedAt: string | null;
                                /** @description Whether it can be shown again */
                                revealable: boolean;
                            }[];
                            lastActiveAt: string | null;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            createdAt: string;
                            createdBy: string;
                            revokedAt: string | null;
                            /** @description What you may do on this chatbot */
                            permissions: ("view" | "edit" | "deploy" | "conversations")[];
                        };
                        key: {
                            id: string;
                            preview: string;
                            /** @description Shown this once; a replayed answer leaves it out after ten minutes */
                            secret?: string;
                        };
                        snippet: {
                            html: string | null;
                            /** @description False where html says YOUR_KEY instead of the key */
                            keyIncluded: boolean;
                            keylessHtml: string | null;
                            curl: string | null;
                            managed: string | null;
                            managedUnavailable: ("custom_deployment" | "deployment_revoked" | "key_not_revealable") | null;
                        };
                    };
                };
            };
            /** @description A problem with a stable code */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem with a stable code */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rotateTheKeyOfADeployment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description How long the replaced keys go on working; 0 (the default) ends them at once */
                    graceSeconds?: number;
                    /** @description End a replaced key before its deadline, once it has not been sent for an hour; off by default */
                    retireWhenSilent?: boolean;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        deployment: {
                            id: string;
                            chatbotId: string;
                            /** @enum {unknown} */
                            type: "website" | "shopify" | "wordpress" | "custom";
                            label: string;
                            /**
                             * @description Decides the prefix of the keys; test deployments are left out of alerts
                             * @enum {unknown}
                             */
                            environment: "live" | "test";
                            stage: string | null;
                            site: string | null;
                            /** @enum {unknown} */
                            status: "active" | "unlinked" | "revoked";
                            restriction: {
                                /** @enum {string} */
                                kind: "none";
                            } | {
                                /** @enum {string} */
                                kind: "websites";
                                origins: string[];
                                inheritOrganization: boolean;
                            } | {
                                /** @enum {string} */
                                kind: "ips";
                                ranges: string[];
                            };
                            allowLocalhost: boolean;
                            reportOnly: {
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                startedAt: string;
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                endsAt: string;
                                enforced: {
                                    restriction: {
                                        /** @enum {string} */
                                        kind: "none";
                                    } | {
                                        /** @enum {string} */
                                        kind: "websites";
                                        origins: string[];
                                        inheritOrganization: boolean;
                                    } | {
                                        /** @enum {string} */
                                        kind: "ips";
                                        ranges: string[];
                                    };
                                    allowLocalhost: boolean;
                                };
                            } | null;
                            widget: {
                                ui: {
                                    showCloseButton: boolean;
                                    showNewConversationButton: boolean;
                                    expandInContainer: boolean;
                                    privacyPolicyUrl: string | null;
                                    termsOfServiceUrl: string | null;
                                    maxMessages: {
                                        /** @description The visitor's messages in a conversation */
                                        limit: number;
                                        /** @description What the visitor is told then */
                                        message: string;
                                    } | null;
                                };
                                launcher: {
                                    /** @description px */
                                    size: number;
                                    position: "left" | "right";
                                    /** @description px */
                                    bottomMargin: number;
                                    /** @description Page-entry sound */
                                    sound: boolean;
                                    prompts: {
                                        messages: string[];
                                        mode: "rotate" | "random";
                                        intervalSeconds: number;
                                    };
                                };
                                theme: {
                                    colorScheme: "auto" | "light" | "dark";
                                    accentColor: string | null;
                                    radius: number | null;
                                    fontFamily: string | null;
                                };
                                locale: string | null;
                                strings: {
                                    [key: string]: string;
                                };
                            };
                            rateLimit: number | null;
                            /** @description Newest first: all live ones and the latest ended ones */
                            keys: {
                                id: string;
                                /** @description Prefix, ••••, last four */
                                preview: string;
                                /** @enum {unknown} */
                                status: "active" | "retiring" | "revoked";
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                createdAt: string;
                                lastUsedAt: string | null;
                                graceEndsAt: string | null;
                                quarantinedAt: string | null;
                                /** @description Whether it can be shown again */
                                revealable: boolean;
                            }[];
                            lastActiveAt: string | null;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            createdAt: string;
                            createdBy: string;
                            revokedAt: string | null;
                            /** @description What you may do on this chatbot */
                            permissions: ("view" | "edit" | "deploy" | "conversations")[];
                        };
                        key: {
                            id: string;
                            preview: string;
                            /** @description Shown this once; a replayed answer leaves it out after ten minutes */
                            secret?: string;
                        };
                        snippet: {
                            html: string | null;
                            /** @description False where html says YOUR_KEY instead of the key */
                            keyIncluded: boolean;
                            keylessHtml: string | null;
                            curl: string | null;
                            managed: string | null;
                            managedUnavailable: ("custom_deployment" | "deployment_revoked" | "key_not_revealable") | null;
                        };
                        retiring: {
                            id: string;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            graceEndsAt: string;
                        } | null;
                    };
                };
            };
            /** @description A problem with a stable code */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem with a stable code */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rotateTheKeysOfEveryDeployment: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description How long the replaced keys go on working; 0 (the default) ends them at once */
                    graceSeconds?: number;
                    /** @description End a replaced key before its deadline, once it has not been sent for an hour; off by default */
                    retireWhenSilent?: boolean;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        rotations: {
                            deploymentId: string;
                            key: {
                                id: string;
                                preview: string;
                                /** @description Shown this once; a replayed answer leaves it out after ten minutes */
                                secret?: string;
                            };
                        }[];
                    };
                };
            };
            /** @description A problem with a stable code */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem with a stable code */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeOneKeyOfADeployment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        chatbotId: string;
                        /** @enum {unknown} */
                        type: "website" | "shopify" | "wordpress" | "custom";
                        label: string;
                        /**
                         * @description Decides the prefix of the keys; test deployments are left out of alerts
                         * @enum {unknown}
                         */
                        environment: "live" | "test";
                        stage: string | null;
                        site: string | null;
                        /** @enum {unknown} */
                        status: "active" | "unlinked" | "revoked";
                        restriction: {
                            /** @enum {string} */
                            kind: "none";
                        } | {
                            /** @enum {string} */
                            kind: "websites";
                            origins: string[];
                            inheritOrganization: boolean;
                        } | {
                            /** @enum {string} */
                            kind: "ips";
                            ranges: string[];
                        };
                        allowLocalhost: boolean;
                        reportOnly: {
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            startedAt: string;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            endsAt: string;
                            enforced: {
                                restriction: {
                                    /** @enum {string} */
                                    kind: "none";
                                } | {
                                    /** @enum {string} */
                                    kind: "websites";
                                    origins: string[];
                                    inheritOrganization: boolean;
                                } | {
                                    /** @enum {string} */
                                    kind: "ips";
                                    ranges: string[];
                                };
                                allowLocalhost: boolean;
                            };
                        } | null;
                        widget: {
                            ui: {
                                showCloseButton: boolean;
                                showNewConversationButton: boolean;
                                expandInContainer: boolean;
                                privacyPolicyUrl: string | null;
                                termsOfServiceUrl: string | null;
                                maxMessages: {
                                    /** @description The visitor's messages in a conversation */
                                    limit: number;
                                    /** @description What the visitor is told then */
                                    message: string;
                                } | null;
                            };
                            launcher: {
                                /** @description px */
                                size: number;
                                position: "left" | "right";
                                /** @description px */
                                bottomMargin: number;
                                /** @description Page-entry sound */
                                sound: boolean;
                                prompts: {
                                    messages: string[];
                                    mode: "rotate" | "random";
                                    intervalSeconds: number;
                                };
                            };
                            theme: {
                                colorScheme: "auto" | "light" | "dark";
                                accentColor: string | null;
                                radius: number | null;
                                fontFamily: string | null;
                            };
                            locale: string | null;
                            strings: {
                                [key: string]: string;
                            };
                        };
                        rateLimit: number | null;
                        /** @description Newest first: all live ones and the latest ended ones */
                        keys: {
                            id: string;
                            /** @description Prefix, ••••, last four */
                            preview: string;
                            /** @enum {unknown} */
                            status: "active" | "retiring" | "revoked";
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            createdAt: string;
                            lastUsedAt: string | null;
                            graceEndsAt: string | null;
                            quarantinedAt: string | null;
                            /** @description Whether it can be shown again */
                            revealable: boolean;
                        }[];
                        lastActiveAt: string | null;
                        /**
                         * Format: date-time
                         * @description RFC 3339, UTC
                         */
                        createdAt: string;
                        createdBy: string;
                        revokedAt: string | null;
                        /** @description What you may do on this chatbot */
                        permissions: ("view" | "edit" | "deploy" | "conversations")[];
                    };
                };
            };
            /** @description A problem with a stable code */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem with a stable code */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    showARevealableKeyAgain: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        key: {
                            id: string;
                            preview: string;
                            /** @description Shown this once; a replayed answer leaves it out after ten minutes */
                            secret?: string;
                        };
                    };
                };
            };
            /** @description A problem with a stable code */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem with a stable code */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    releaseAKeyFromQuarantine: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        key: {
                            id: string;
                            /** @description Prefix, ••••, last four */
                            preview: string;
                            /** @enum {unknown} */
                            status: "active" | "retiring" | "revoked";
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            createdAt: string;
                            lastUsedAt: string | null;
                            graceEndsAt: string | null;
                            quarantinedAt: string | null;
                            /** @description Whether it can be shown again */
                            revealable: boolean;
                        };
                    };
                };
            };
            /** @description A problem with a stable code */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem with a stable code */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    seeWhichKeysAreStillSent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: date-time
                         * @description When the newest key was made
                         */
                        since: string;
                        graceEndsAt: string | null;
                        latestGraceEndsAt: string | null;
                        /** @description Whether a retiring key ends by itself once it is silent */
                        retireWhenSilent: boolean;
                        /** @description The older keys have not been sent for an hour, nor was that hour before the rotation */
                        safeToRetire: boolean;
                        keys: {
                            id: string;
                            preview: string;
                            status: "active" | "retiring";
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            createdAt: string;
                            safeToRetire: boolean;
                            /** @description Calls since the rotation; refused origins and addresses do not count */
                            requests: number;
                            lastSeenAt: string | null;
                            origins: {
                                /** @description `none`: calls without Origin; `other`: beyond the 200 of an hour */
                                origin: string;
                                /** @description Calls since the rotation; refused origins and addresses do not count */
                                requests: number;
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                lastSeenAt: string;
                            }[];
                        }[];
                    };
                };
            };
            /** @description A problem with a stable code */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem with a stable code */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    moveTheEndOfARotation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description RFC 3339; at most 30 days after the rotation */
                    graceEndsAt?: string;
                    retireWhenSilent?: boolean;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: date-time
                         * @description When the newest key was made
                         */
                        since: string;
                        graceEndsAt: string | null;
                        latestGraceEndsAt: string | null;
                        /** @description Whether a retiring key ends by itself once it is silent */
                        retireWhenSilent: boolean;
                        /** @description The older keys have not been sent for an hour, nor was that hour before the rotation */
                        safeToRetire: boolean;
                        keys: {
                            id: string;
                            preview: string;
                            status: "active" | "retiring";
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            createdAt: string;
                            safeToRetire: boolean;
                            /** @description Calls since the rotation; refused origins and addresses do not count */
                            requests: number;
                            lastSeenAt: string | null;
                            origins: {
                                /** @description `none`: calls without Origin; `other`: beyond the 200 of an hour */
                                origin: string;
                                /** @description Calls since the rotation; refused origins and addresses do not count */
                                requests: number;
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                lastSeenAt: string;
                            }[];
                        }[];
                    };
                };
            };
            /** @description A problem with a stable code */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem with a stable code */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAChatbotSActiveSigningSecrets: {
        parameters: {
            query?: {
                /** @description 1 to 1000, 50 if absent */
                limit?: string;
                /** @description nextCursor of the page before */
                cursor?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** @description The JWT's kid */
                            id: string;
                            preview: string;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            createdAt: string;
                            lastUsedAt: string | null;
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description A problem with a stable code */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem with a stable code */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createASigningSecret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        signingSecret: {
                            /** @description The JWT's kid */
                            id: string;
                            preview: string;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            createdAt: string;
                            lastUsedAt: string | null;
                            /** @description Shown in this answer and nowhere else */
                            secret?: string;
                        };
                    };
                };
            };
            /** @description A problem with a stable code */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem with a stable code */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeASigningSecret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem with a stable code */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem with a stable code */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listApiKeys: {
        parameters: {
            query?: {
                /** @description 1 to 1000, 50 if absent */
                limit?: string;
                /** @description nextCursor of the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: string;
                            label: string;
                            scopes: string[];
                            restriction: {
                                /** @enum {string} */
                                kind: "none";
                            } | {
                                /** @enum {string} */
                                kind: "ips";
                                /** @description IPv4 and IPv6 addresses and CIDR ranges */
                                ranges: string[];
                            };
                            preview: string;
                            status: "active" | "retiring" | "revoked";
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            createdAt: string;
                            lastUsedAt: string | null;
                            expiresAt: string | null;
                            graceEndsAt: string | null;
                            quarantinedAt: string | null;
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description A problem with a stable code */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem with a stable code */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createAnApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    label: string;
                    scopes: ("read" | "chatbots:write" | "deployments:write" | "api-keys:write" | "members:write" | "usage:read" | "activity:read" | "notifications:write" | "conversations:read" | "keys:verify" | "chat" | "owner")[];
                    restriction?: {
                        /** @enum {string} */
                        kind: "none";
                    } | {
                        /** @enum {string} */
                        kind: "ips";
                        /** @description IPv4 and IPv6 addresses and CIDR ranges */
                        ranges: string[];
                    };
                    expiresAt?: string | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        key: {
                            id: string;
                            label: string;
                            scopes: string[];
                            restriction: {
                                /** @enum {string} */
                                kind: "none";
                            } | {
                                /** @enum {string} */
                                kind: "ips";
                                /** @description IPv4 and IPv6 addresses and CIDR ranges */
                                ranges: string[];
                            };
                            preview: string;
                            status: "active" | "retiring" | "revoked";
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            createdAt: string;
                            lastUsedAt: string | null;
                            expiresAt: string | null;
                            graceEndsAt: string | null;
                            quarantinedAt: string | null;
                            /** @description The whole key; shown in this answer and nowhere else */
                            secret?: string;
                        };
                        /** @description What was dropped while the restriction was normalized; absent when nothing was */
                        notices?: {
                            pointer?: string;
                            detail: string;
                        }[];
                    };
                };
            };
            /** @description A problem with a stable code */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem with a stable code */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    endAnApiKeyNowAndTakeItOutOfTheList: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem with a stable code */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem with a stable code */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeAnApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    label?: string;
                    scopes?: ("read" | "chatbots:write" | "deployments:write" | "api-keys:write" | "members:write" | "usage:read" | "activity:read" | "notifications:write" | "conversations:read" | "keys:verify" | "chat" | "owner")[];
                    restriction?: {
                        /** @enum {string} */
                        kind: "none";
                    } | {
                        /** @enum {string} */
                        kind: "ips";
                        /** @description IPv4 and IPv6 addresses and CIDR ranges */
                        ranges: string[];
                    };
                    expiresAt?: string | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        label: string;
                        scopes: string[];
                        restriction: {
                            /** @enum {string} */
                            kind: "none";
                        } | {
                            /** @enum {string} */
                            kind: "ips";
                            /** @description IPv4 and IPv6 addresses and CIDR ranges */
                            ranges: string[];
                        };
                        preview: string;
                        status: "active" | "retiring" | "revoked";
                        /**
                         * Format: date-time
                         * @description RFC 3339, UTC
                         */
                        createdAt: string;
                        lastUsedAt: string | null;
                        expiresAt: string | null;
                        graceEndsAt: string | null;
                        quarantinedAt: string | null;
                        /** @description What was dropped while the restriction was normalized; absent when nothing was */
                        notices?: {
                            pointer?: string;
                            detail: string;
                        }[];
                    };
                };
            };
            /** @description A problem with a stable code */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem with a stable code */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    replaceAnApiKeyByOneThatMayDoTheSame: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description 0, the default: at once */
                    graceSeconds?: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        key: {
                            id: string;
                            label: string;
                            scopes: string[];
                            restriction: {
                                /** @enum {string} */
                                kind: "none";
                            } | {
                                /** @enum {string} */
                                kind: "ips";
                                /** @description IPv4 and IPv6 addresses and CIDR ranges */
                                ranges: string[];
                            };
                            preview: string;
                            status: "active" | "retiring" | "revoked";
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            createdAt: string;
                            lastUsedAt: string | null;
                            expiresAt: string | null;
                            graceEndsAt: string | null;
                            quarantinedAt: string | null;
                            /** @description The whole key; shown in this answer and nowhere else */
                            secret?: string;
                        };
                        retiring: {
                            id: string;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            graceEndsAt: string;
                        } | null;
                    };
                };
            };
            /** @description A problem with a stable code */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem with a stable code */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    verifyAKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description As the call to be judged carried it */
                    key: string;
                    /** @description The call's Origin header, unchanged */
                    origin?: string;
                    /** @description The caller's address, IPv4 or IPv6 */
                    ip?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        valid: boolean;
                        code: string | null;
                        /** @description What the widget API would have answered */
                        status: number;
                        /** @description Let in although a restriction that is only tried would have refused it: why */
                        reportOnly?: string;
                        keyId: string | null;
                        deploymentId: string | null;
                        chatbotId: string | null;
                        /** @description Explains a refusal: GET /decisions/{requestId} */
                        requestId: string;
                    };
                };
            };
            /** @description A problem with a stable code */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem with a stable code */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    explainAHypotheticalCall: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    key?: string;
                    /** @description Instead of a key: its newest key */
                    deploymentId?: string;
                    origin?: string;
                    ip?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        allow: boolean;
                        code: string | null;
                        reportOnly: string | null;
                        steps: {
                            check: string;
                            /** @enum {unknown} */
                            verdict: "pass" | "deny" | "not_reached" | "not_applicable";
                            detail: string;
                            /** @description The rule that decided */
                            rule?: string;
                            /** @description Passed only because its restriction is tried: why it would have refused */
                            reportOnly?: string;
                        }[];
                        suggestion: {
                            /** @description What would let the call in */
                            detail: string;
                            entry: string | null;
                            nearMiss: ("scheme" | "port" | "www" | "apex" | "lookalike" | "subdomain") | null;
                        } | null;
                    };
                };
            };
            /** @description A problem with a stable code */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem with a stable code */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    explainARefusal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                requestId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        requestId: string;
                        /**
                         * Format: date-time
                         * @description RFC 3339, UTC
                         */
                        at: string;
                        keyId: string | null;
                        deploymentId: string | null;
                        allow: boolean;
                        code: string | null;
                        reportOnly: string | null;
                        steps: {
                            check: string;
                            /** @enum {unknown} */
                            verdict: "pass" | "deny" | "not_reached" | "not_applicable";
                            detail: string;
                            /** @description The rule that decided */
                            rule?: string;
                            /** @description Passed only because its restriction is tried: why it would have refused */
                            reportOnly?: string;
                        }[];
                        suggestion: {
                            /** @description What would let the call in */
                            detail: string;
                            entry: string | null;
                            nearMiss: ("scheme" | "port" | "www" | "apex" | "lookalike" | "subdomain") | null;
                        } | null;
                    };
                };
            };
            /** @description A problem with a stable code */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem with a stable code */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listRejectedOriginsAndAddresses: {
        parameters: {
            query?: {
                deploymentId?: string;
                chatbot?: string;
                keyId?: string;
                /** @description open if absent: what nobody has dealt with */
                status?: "open" | "allowed" | "muted" | "all";
                /** @description 1 to 1000, 50 if absent */
                limit?: string;
                /** @description nextCursor of the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: string;
                            keyId: string | null;
                            deploymentId: string | null;
                            chatbotId: string | null;
                            origin: string | null;
                            /** @description All those of this key and reason that are not kept apart */
                            others: boolean;
                            /** @enum {unknown} */
                            code: "origin_not_allowed" | "origin_missing" | "ip_not_allowed";
                            nearMiss: ("scheme" | "port" | "www" | "apex" | "lookalike" | "subdomain") | null;
                            nearly: string | null;
                            suggestion: {
                                detail: string;
                                entry: string | null;
                            } | null;
                            /** @enum {unknown} */
                            status: "open" | "allowed" | "muted";
                            count: number;
                            /** @description How many of them were let in, because the restriction was only tried */
                            reportOnlyCount: number;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            firstSeenAt: string;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            lastSeenAt: string;
                            pageHost: string | null;
                            /** @description Where the calls of the last 7 days came from, as IPv4 /24 or IPv6 /48 */
                            addresses: {
                                network: string;
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                lastSeenAt: string;
                            }[];
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description A problem with a stable code */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem with a stable code */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    allowARejectedOrigin: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Which deployment is to allow it; needed where the rejection names none */
                    deploymentId?: string;
                    /** @description Allow it although it looks like another allowed domain */
                    confirmLookalike?: boolean;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        rejection: {
                            id: string;
                            keyId: string | null;
                            deploymentId: string | null;
                            chatbotId: string | null;
                            origin: string | null;
                            /** @description All those of this key and reason that are not kept apart */
                            others: boolean;
                            /** @enum {unknown} */
                            code: "origin_not_allowed" | "origin_missing" | "ip_not_allowed";
                            nearMiss: ("scheme" | "port" | "www" | "apex" | "lookalike" | "subdomain") | null;
                            nearly: string | null;
                            suggestion: {
                                detail: string;
                                entry: string | null;
                            } | null;
                            /** @enum {unknown} */
                            status: "open" | "allowed" | "muted";
                            count: number;
                            /** @description How many of them were let in, because the restriction was only tried */
                            reportOnlyCount: number;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            firstSeenAt: string;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            lastSeenAt: string;
                            pageHost: string | null;
                            /** @description Where the calls of the last 7 days came from, as IPv4 /24 or IPv6 /48 */
                            addresses: {
                                network: string;
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                lastSeenAt: string;
                            }[];
                        };
                        /** @description The allowed domain that was added */
                        entry: string;
                    };
                };
            };
            /** @description A problem with a stable code */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem with a stable code */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    muteARejection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        keyId: string | null;
                        deploymentId: string | null;
                        chatbotId: string | null;
                        origin: string | null;
                        /** @description All those of this key and reason that are not kept apart */
                        others: boolean;
                        /** @enum {unknown} */
                        code: "origin_not_allowed" | "origin_missing" | "ip_not_allowed";
                        nearMiss: ("scheme" | "port" | "www" | "apex" | "lookalike" | "subdomain") | null;
                        nearly: string | null;
                        suggestion: {
                            detail: string;
                            entry: string | null;
                        } | null;
                        /** @enum {unknown} */
                        status: "open" | "allowed" | "muted";
                        count: number;
                        /** @description How many of them were let in, because the restriction was only tried */
                        reportOnlyCount: number;
                        /**
                         * Format: date-time
                         * @description RFC 3339, UTC
                         */
                        firstSeenAt: string;
                        /**
                         * Format: date-time
                         * @description RFC 3339, UTC
                         */
                        lastSeenAt: string;
                        pageHost: string | null;
                        /** @description Where the calls of the last 7 days came from, as IPv4 /24 or IPv6 /48 */
                        addresses: {
                            network: string;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            lastSeenAt: string;
                        }[];
                    };
                };
            };
            /** @description A problem with a stable code */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem with a stable code */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    unmuteARejection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        keyId: string | null;
                        deploymentId: string | null;
                        chatbotId: string | null;
                        origin: string | null;
                        /** @description All those of this key and reason that are not kept apart */
                        others: boolean;
                        /** @enum {unknown} */
                        code: "origin_not_allowed" | "origin_missing" | "ip_not_allowed";
                        nearMiss: ("scheme" | "port" | "www" | "apex" | "lookalike" | "subdomain") | null;
                        nearly: string | null;
                        suggestion: {
                            detail: string;
                            entry: string | null;
                        } | null;
                        /** @enum {unknown} */
                        status: "open" | "allowed" | "muted";
                        count: number;
                        /** @description How many of them were let in, because the restriction was only tried */
                        reportOnlyCount: number;
                        /**
                         * Format: date-time
                         * @description RFC 3339, UTC
                         */
                        firstSeenAt: string;
                        /**
                         * Format: date-time
                         * @description RFC 3339, UTC
                         */
                        lastSeenAt: string;
                        pageHost: string | null;
                        /** @description Where the calls of the last 7 days came from, as IPv4 /24 or IPv6 /48 */
                        addresses: {
                            network: string;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            lastSeenAt: string;
                        }[];
                    };
                };
            };
            /** @description A problem with a stable code */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem with a stable code */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    whoDidWhat: {
        parameters: {
            query?: {
                /** @description 1 to 1000, 50 if absent */
                limit?: string;
                /** @description nextCursor of the page before */
                cursor?: string;
                /** @description Id of who did it */
                actor?: string;
                action?: string;
                /** @description Id of what it was done to */
                target?: string;
                /** @description RFC 3339; events from then on */
                from?: string;
                /** @description RFC 3339; events before then */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: string;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            at: string;
                            actor: {
                                type: string;
                                id: string;
                                label?: string;
                            };
                            /** @description In the past tense, such as key.rotated */
                            action: string;
                            target: {
                                type: string;
                                id: string;
                            };
                            ip: string | null;
                            requestId: string | null;
                            detail: {
                                [key: string]: unknown;
                            };
                            /** @description SHA-256 over the hash before it and this event */
                            hash: string;
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description A problem with a stable code */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem with a stable code */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    whoDidWhatAsAFileOldestFirst: {
        parameters: {
            query?: {
                /** @description Id of who did it */
                actor?: string;
                action?: string;
                /** @description Id of what it was done to */
                target?: string;
                /** @description RFC 3339; events from then on */
                from?: string;
                /** @description RFC 3339; events before then */
                to?: string;
                /** @description jsonl, the default, is what the offline verifier reads (without filters); csv is for people */
                format?: "csv" | "jsonl";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One line for each event */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/jsonl": string;
                    "text/csv": string;
                };
            };
            /** @description A problem with a stable code */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem with a stable code */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    whetherTheTrailIsWhole: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        valid: boolean;
                        /** @description Events found good, from the first one on */
                        checked: number;
                        firstBad: {
                            id: string | null;
                            /** @description Its place in the trail */
                            sequence: number;
                            /** @enum {string} */
                            reason: "unreadable" | "sequence_gap" | "previous_hash_mismatch" | "hash_mismatch" | "signature_invalid" | "head_mismatch" | "beyond_head" | "trail_missing" | "checkpoint_invalid" | "tail_missing" | "checkpoint_mismatch";
                            detail: string;
                        } | null;
                        /** @description Ed25519, SPKI PEM: note it once, elsewhere; it verifies an export */
                        publicKey: string;
                    };
                };
            };
            /** @description A problem with a stable code */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem with a stable code */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    whetherTheTrailIsWholeAndStillContainsACheckpoint: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description As POST /activity/checkpoints once answered: shows a cut tail */
                    checkpoint?: {
                        organizationId: string;
                        count: number;
                        /** @description SHA-256, base64url */
                        hash: string;
                        at: string;
                        /** @description Ed25519 over the rest, base64url */
                        signature: string;
                    };
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        valid: boolean;
                        /** @description Events found good, from the first one on */
                        checked: number;
                        firstBad: {
                            id: string | null;
                            /** @description Its place in the trail */
                            sequence: number;
                            /** @enum {string} */
                            reason: "unreadable" | "sequence_gap" | "previous_hash_mismatch" | "hash_mismatch" | "signature_invalid" | "head_mismatch" | "beyond_head" | "trail_missing" | "checkpoint_invalid" | "tail_missing" | "checkpoint_mismatch";
                            detail: string;
                        } | null;
                        /** @description Ed25519, SPKI PEM: note it once, elsewhere; it verifies an export */
                        publicKey: string;
                    };
                };
            };
            /** @description A problem with a stable code */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem with a stable code */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    vouchForTheTrailAsItIsNow: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        checkpoint: {
                            organizationId: string;
                            count: number;
                            /** @description SHA-256, base64url */
                            hash: string;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            at: string;
                            /** @description Ed25519 over the rest, base64url */
                            signature: string;
                        };
                    };
                };
            };
            /** @description A problem with a stable code */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem with a stable code */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    countCalls: {
        parameters: {
            query?: {
                /** @description hour if absent; hours older than 35 days are kept as days only */
                interval?: "hour" | "day";
                /** @description RFC 3339; if absent 24 hours (days: 30 days) before `to`. The interval it lies in counts whole */
                from?: string;
                /** @description RFC 3339; now if absent. Hours: at most 92 days after `from`, days: 400 */
                to?: string;
                deploymentId?: string;
                /** @description Its id */
                chatbot?: string;
                groupBy?: "key" | "origin" | "outcome" | "route";
                /** @description csv: one line for each point; so does `Accept: text/csv` */
                format?: "json" | "csv";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        groupBy: "key" | "origin" | "outcome" | "route";
                        interval: "hour" | "day";
                        /**
                         * Format: date-time
                         * @description RFC 3339, UTC
                         */
                        from: string;
                        /**
                         * Format: date-time
                         * @description RFC 3339, UTC
                         */
                        to: string;
                        /** @description Most calls first */
                        data: {
                            /** @description A key’s id (a deployment’s where calls name the chatbot, or the chatbot’s where they were refused by several), an origin (`none`, `invalid`, `other`), `allowed` or a deny code, a class of routes. The 200 with the most calls; the rest is `other` */
                            group: string;
                            total: number;
                            /** @description Oldest first; intervals without calls are left out */
                            points: {
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                at: string;
                                count: number;
                            }[];
                        }[];
                    };
                };
            };
            /** @description A problem with a stable code */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem with a stable code */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    seeHowLongAnswersTook: {
        parameters: {
            query?: {
                /** @description hour if absent; hours older than 35 days are kept as days only */
                interval?: "hour" | "day";
                /** @description RFC 3339; if absent 24 hours (days: 30 days) before `to`. The interval it lies in counts whole */
                from?: string;
                /** @description RFC 3339; now if absent. Hours: at most 92 days after `from`, days: 400 */
                to?: string;
                deploymentId?: string;
                /** @description Its id */
                chatbot?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        interval: "hour" | "day";
                        /**
                         * Format: date-time
                         * @description RFC 3339, UTC
                         */
                        from: string;
                        /**
                         * Format: date-time
                         * @description RFC 3339, UTC
                         */
                        to: string;
                        count: number;
                        p50Ms: number | null;
                        p95Ms: number | null;
                        p99Ms: number | null;
                        routes: {
                            /** @description config, identity, conversation, message, verification, management, other */
                            route: string;
                            count: number;
                            p50Ms: number | null;
                            p95Ms: number | null;
                            p99Ms: number | null;
                        }[];
                        points: {
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            at: string;
                            count: number;
                            p50Ms: number | null;
                            p95Ms: number | null;
                            p99Ms: number | null;
                        }[];
                    };
                };
            };
            /** @description A problem with a stable code */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem with a stable code */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listWhatWasNoticed: {
        parameters: {
            query?: {
                /** @description 1 to 1000, 50 if absent */
                limit?: string;
                /** @description nextCursor of the page before */
                cursor?: string;
                deploymentId?: string;
                /** @description Its id */
                chatbot?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: string;
                            /** @description `surge`, `new_origin`, `lookalike_origin` */
                            kind: string;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            at: string;
                            /** @description What it is about: a key as a rule */
                            subjectId: string;
                            detail: {
                                [key: string]: unknown;
                            };
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description A problem with a stable code */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem with a stable code */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listConversationsOfAChatbot: {
        parameters: {
            query?: {
                /** @description 1 to 1000, 50 if absent */
                limit?: string;
                /** @description nextCursor of the page before */
                cursor?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: string;
                            chatbotId: string;
                            deploymentId: string;
                            /** @enum {unknown} */
                            environment: "live" | "test";
                            visitor: {
                                id: string;
                                userId: string | null;
                                name: string | null;
                                email: string | null;
                                /** @description Whether name and email were inside a signed token */
                                verified: boolean;
                            };
                            messageCount: number;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            createdAt: string;
                            lastMessageAt: string | null;
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description A problem with a stable code */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem with a stable code */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    showATranscriptOldestMessageFirst: {
        parameters: {
            query?: {
                /** @description 1 to 1000, 50 if absent */
                limit?: string;
                /** @description nextCursor of the page before */
                cursor?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: string;
                            /** @enum {unknown} */
                            role: "visitor" | "bot";
                            text: string;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            createdAt: string;
                            /** @description Only of a visitor's message */
                            clientMessageId?: string;
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description A problem with a stable code */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem with a stable code */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteAConversationForGood: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem with a stable code */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem with a stable code */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    whatShouldBeLookedAt: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: date-time
                         * @description RFC 3339, UTC
                         */
                        at: string;
                        /** @description Up to 200 of a kind are told */
                        counts: {
                            key_old: number;
                            key_unused: number;
                            key_retiring_late: number;
                            localhost_allowed: number;
                            unrestricted: number;
                            signing_secret_old: number;
                        };
                        findings: {
                            /**
                             * @description key_old: 90 days; key_unused: for 90 days; key_retiring_late: past half of its grace period; localhost_allowed and unrestricted: a live deployment; signing_secret_old: a year
                             * @enum {string}
                             */
                            kind: "key_old" | "key_unused" | "key_retiring_late" | "localhost_allowed" | "unrestricted" | "signing_secret_old";
                            subject: {
                                /** @enum {string} */
                                type: "key" | "api_key" | "deployment" | "signing_secret";
                                id: string;
                            };
                            label: string;
                            preview: string | null;
                            chatbotId: string | null;
                            deploymentId: string | null;
                            /**
                             * Format: date-time
                             * @description Created, last used, or retiring since
                             */
                            since: string;
                        }[];
                    };
                };
            };
            /** @description A problem with a stable code */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem with a stable code */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listWhoIsNotifiedOfWhat: {
        parameters: {
            query?: {
                /** @description 1 to 1000, 50 if absent */
                limit?: string;
                /** @description nextCursor of the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: string;
                            label: string;
                            url: string | null;
                            email: string | null;
                            events: string[];
                            /**
                             * @description disabled: the receiver answered 410 Gone
                             * @enum {string}
                             */
                            status: "active" | "paused" | "disabled";
                            preview: string | null;
                            oldSecretUntil: string | null;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            createdAt: string;
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description A problem with a stable code */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem with a stable code */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    notifySomebody: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    label: string;
                    /** @description https, of a host on the open Internet; this or email */
                    url?: string;
                    email?: string;
                    events: string[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        webhook: {
                            id: string;
                            label: string;
                            url: string | null;
                            email: string | null;
                            events: string[];
                            /**
                             * @description disabled: the receiver answered 410 Gone
                             * @enum {string}
                             */
                            status: "active" | "paused" | "disabled";
                            preview: string | null;
                            oldSecretUntil: string | null;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            createdAt: string;
                            /** @description whsec_…; shown in this answer and nowhere else */
                            secret?: string;
                        };
                    };
                };
            };
            /** @description A problem with a stable code */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem with a stable code */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    notifySomebodyNoMore: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem with a stable code */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem with a stable code */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeWhoIsNotifiedOfWhat: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    label?: string;
                    url?: string;
                    email?: string;
                    events?: string[];
                    /** @enum {string} */
                    status?: "active" | "paused";
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        label: string;
                        url: string | null;
                        email: string | null;
                        events: string[];
                        /**
                         * @description disabled: the receiver answered 410 Gone
                         * @enum {string}
                         */
                        status: "active" | "paused" | "disabled";
                        preview: string | null;
                        oldSecretUntil: string | null;
                        /**
                         * Format: date-time
                         * @description RFC 3339, UTC
                         */
                        createdAt: string;
                    };
                };
            };
            /** @description A problem with a stable code */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem with a stable code */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    replaceTheSecretThatSignsWebhooks: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description How long the old secret signs too; a day if absent, a week at most */
                    overlapSeconds?: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        webhook: {
                            id: string;
                            label: string;
                            url: string | null;
                            email: string | null;
                            events: string[];
                            /**
                             * @description disabled: the receiver answered 410 Gone
                             * @enum {string}
                             */
                            status: "active" | "paused" | "disabled";
                            preview: string | null;
                            oldSecretUntil: string | null;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            createdAt: string;
                            /** @description whsec_…; shown in this answer and nowhere else */
                            secret?: string;
                        };
                    };
                };
            };
            /** @description A problem with a stable code */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem with a stable code */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listWhatWasSentAndWhatCameOfIt: {
        parameters: {
            query?: {
                /** @description 1 to 1000, 50 if absent */
                limit?: string;
                /** @description nextCursor of the page before */
                cursor?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            id: string;
                            webhookId: string;
                            /** @description The webhook-id header: the same in all attempts and replays */
                            eventId: string;
                            type: string;
                            /** @enum {string} */
                            status: "pending" | "delivered" | "failed";
                            attempts: {
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                at: string;
                                tookMs: number;
                                status: number | null;
                                error: string | null;
                            }[];
                            nextAttemptAt: string | null;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            createdAt: string;
                            finishedAt: string | null;
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description A problem with a stable code */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem with a stable code */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sendATest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        delivery: {
                            id: string;
                            webhookId: string;
                            /** @description The webhook-id header: the same in all attempts and replays */
                            eventId: string;
                            type: string;
                            /** @enum {string} */
                            status: "pending" | "delivered" | "failed";
                            attempts: {
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                at: string;
                                tookMs: number;
                                status: number | null;
                                error: string | null;
                            }[];
                            nextAttemptAt: string | null;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            createdAt: string;
                            finishedAt: string | null;
                        };
                    };
                };
            };
            /** @description A problem with a stable code */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem with a stable code */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sendAnEventOnceMore: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        delivery: {
                            id: string;
                            webhookId: string;
                            /** @description The webhook-id header: the same in all attempts and replays */
                            eventId: string;
                            type: string;
                            /** @enum {string} */
                            status: "pending" | "delivered" | "failed";
                            attempts: {
                                /**
                                 * Format: date-time
                                 * @description RFC 3339, UTC
                                 */
                                at: string;
                                tookMs: number;
                                status: number | null;
                                error: string | null;
                            }[];
                            nextAttemptAt: string | null;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            createdAt: string;
                            finishedAt: string | null;
                        };
                    };
                };
            };
            /** @description A problem with a stable code */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem with a stable code */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
